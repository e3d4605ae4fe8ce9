package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Documents of each kind, in the shapes that agents write, and imports of them. */
final class Documents {
  static final Instant T0 = Instant.parse("2025-11-20T10:00:00Z");
  static final Clock AT_T0 = Clock.fixed(T0, ZoneOffset.UTC);

  static final String MANIFEST =
      """
      {
        "apiVersion": "agency.os/v1alpha1",
        "kind": "Project",
        "metadata": {
          "projectId": "atlas-1",
          "name": "atlas",
          "owner": "ops@example.org",
          "description": "Maps of größe ✓",
          "createdAt": "2025-11-12T14:00:00Z",
          "lastUpdatedAt": "2025-11-13T09:30:00.125000+00:00",
          "tags": ["a", "b"]
        },
        "spec": {"vibe": {"ratio": 1.0, "big": 123456789012345678901234567890, "exp": 1e2},
          "genesis": {}, "none": null, "list": []},
        "status": {
          "projectPhase": "PLANNING",
          "planningSubState": "RESEARCH",
          "message": "under way"
        },
        "budget": {"max_cost_usd": 100.0, "current_cost_usd": 2.50, "alert_threshold": 0.9,
          "cost_breakdown": {"llm": 2.50}, "currency": "USD"},
        "artifacts": {
          "planning": {
            "architecture": {"ref": "ef1c122", "path": "/plans/architecture.json",
              "status": "complete", "created_at": "2025-11-12T15:00:00Z"},
            "notes": "docs/notes.md"
          },
          "code": {
            "mainRepository": {"url": "https://example.org/atlas.git", "branch": "main",
              "lastCommit": "ef1c122"}
          },
          "horizontal_audits": [1, 2],
          "test": {}
        },
        "roadmap": {"v1.0": {"features": []}}
      }
      """;

  static final String OLDER_MANIFEST =
      """
      {
        "project_id": "golden-1",
        "project_name": "Booking",
        "phase": "TESTING",
        "current_agent": "PLANNER",
        "created_at": "2025-11-15T10:00:00Z",
        "artifacts": {},
        "metadata": {"description": "Online booking", "complexity": "medium", "empty": []}
      }
      """;

  static final String ACTIVE_MISSION =
      """
      {
        "mission_id": "m-7",
        "mission_name": "Ship it",
        "status": "active",
        "genesis_time": "2025-11-19T08:00:00",
        "description": "Get it out",
        "objectives": ["one", "two"],
        "context": {"phase": "CODING", "mode": "steward"}
      }
      """;

  static final String MEMORY =
      """
      {
        "_schema": 3,
        "narrative": [
          {"session": 2, "summary": "Built it", "date": "2025-11-20T09:00:00Z", "phase": "CODING"},
          {"session": 1, "summary": "Planned it", "date": "2025-11-19", "phase": "PLANNING",
            "mood": "good"}
        ],
        "domain": {"type": "booking", "concepts": ["payment", "database", "payment"],
          "concerns": ["PCI compliance"]},
        "trajectory": {"phase": "CODING", "current_focus": "payment", "completed": ["PLANNING"],
          "blockers": [], "confidence": 0.50},
        "intents": {"last": null}
      }
      """;

  static final String HANDOFF =
      """
      {
        "_schema_version": "3.0",
        "_token_budget": 450,
        "layer0_bedrock": {"from": "A", "date": "2025-11-20", "blocker": null},
        "todos": []
      }
      """;

  private Documents() {}

  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode values(String text) {
    return DocumentText.values(text);
  }

  /** Imports and gives back what became of each file. */
  static List<ImportOutcome> importInto(SqliteStore store, Path... sources) {
    return importInto(store, null, sources);
  }

  static List<ImportOutcome> importInto(SqliteStore store, String mission, Path... sources) {
    List<ImportOutcome> outcomes = new ArrayList<>();
    LegacyImport.into(store, AT_T0).run(List.of(sources), mission, outcomes::add);
    return outcomes;
  }

  static ImportOutcome importOne(SqliteStore store, Path source) {
    List<ImportOutcome> outcomes = importInto(store, source);
    if (outcomes.size() != 1) {
      throw new AssertionError(outcomes);
    }
    return outcomes.get(0);
  }

  static ExportedDocument export(SqliteStore store, String mission, DocumentKind kind) {
    return new LegacyExport(store).export(mission, kind);
  }

  static List<String> namesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
