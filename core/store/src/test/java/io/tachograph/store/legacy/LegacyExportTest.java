package io.tachograph.store.legacy;

import static io.tachograph.store.legacy.Documents.ACTIVE_MISSION;
import static io.tachograph.store.legacy.Documents.AT_T0;
import static io.tachograph.store.legacy.Documents.HANDOFF;
import static io.tachograph.store.legacy.Documents.MANIFEST;
import static io.tachograph.store.legacy.Documents.MEMORY;
import static io.tachograph.store.legacy.Documents.OLDER_MANIFEST;
import static io.tachograph.store.legacy.Documents.T0;
import static io.tachograph.store.legacy.Documents.export;
import static io.tachograph.store.legacy.Documents.importInto;
import static io.tachograph.store.legacy.Documents.importOne;
import static io.tachograph.store.legacy.Documents.values;
import static io.tachograph.store.legacy.Documents.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.ArtifactType;
import io.tachograph.store.MissionChange;
import io.tachograph.store.MissionNotFoundException;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.NewArtifact;
import io.tachograph.store.NewMission;
import io.tachograph.store.NewNarrativeEntry;
import io.tachograph.store.NewTrajectory;
import io.tachograph.store.Page;
import io.tachograph.store.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Missions come back as the documents they were, with what has changed since. */
class LegacyExportTest {
  private static final Instant LATER = T0.plusSeconds(3600);

  @TempDir Path folder;
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("store.db"), AT_T0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void imported(String name, String text) {
    assertThat(importOne(store, write(folder.resolve(name), text)).error()).isNull();
  }

  private String exported(String mission, DocumentKind kind) {
    return export(store, mission, kind).text();
  }

  private static String replaced(String text, String from, String to) {
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void what_has_not_changed_comes_back_to_the_character(DocumentKind kind) {
    String text =
        switch (kind) {
          case MANIFEST -> MANIFEST;
          case ACTIVE_MISSION -> ACTIVE_MISSION;
          case MEMORY -> MEMORY;
          case HANDOFF -> HANDOFF;
        };
    imported(kind.fileName(), text);
    String mission = store.missions().newest(1).get(0).uuid();
    ExportedDocument back = export(store, mission, null);
    assertThat(back).isEqualTo(new ExportedDocument(kind, text, false));
  }

  @Test
  void a_manifest_says_what_changed_and_leaves_the_rest_as_written() {
    imported("project_manifest.json", MANIFEST);
    store
        .missions()
        .update(
            "atlas-1",
            MissionChange.at(LATER)
                .status(MissionStatus.COMPLETED)
                .phase(MissionPhase.TESTING)
                .planningSubState(null)
                .maxCostUsd(150.0)
                .owner("qa@example.org"));
    String text = exported("atlas-1", null);
    String expected =
        replaced(
            replaced(
                replaced(
                    replaced(
                        replaced(MANIFEST, "\"PLANNING\"", "\"TESTING\""),
                        "\"planningSubState\": \"RESEARCH\",",
                        "\"completedAt\": \"2025-11-20T11:00:00Z\","),
                    "100.0",
                    "150.0"),
                "ops@example.org",
                "qa@example.org"),
            "2025-11-13T09:30:00.125000+00:00",
            "2025-11-20T11:00:00Z");
    assertThat(values(text)).isEqualTo(values(expected));
    assertThat(text)
        .contains("\"ratio\": 1.0", "\"exp\": 1e2", "123456789012345678901234567890")
        .contains("\"current_cost_usd\": 2.50")
        .contains("\"none\": null", "\"list\": []");
    assertThat(values(text).fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> values(MANIFEST).fieldNames());
  }

  @Test
  void a_status_that_a_manifest_has_no_place_for_is_said_and_read_again() {
    imported("project_manifest.json", MANIFEST);
    store
        .missions()
        .update("atlas-1", MissionChange.at(LATER).status(MissionStatus.FAILED).completedAt(null));
    String text = exported("atlas-1", null);
    assertThat(values(text).path("status").path("missionStatus").asText()).isEqualTo("failed");
    try (SqliteStore other = SqliteStore.open(folder.resolve("other.db"), AT_T0)) {
      importOne(other, write(folder.resolve("again/project_manifest.json"), text));
      assertThat(other.missions().get("atlas-1").status()).isEqualTo(MissionStatus.FAILED);
      assertThat(export(other, "atlas-1", null).text()).isEqualTo(text);
    }
  }

  @Test
  void artifacts_that_the_store_added_changed_or_dropped_are_said() {
    imported("project_manifest.json", MANIFEST);
    long id = store.missions().id("atlas-1").orElseThrow();
    store
        .artifacts()
        .ofMission(id, ArtifactType.CODE, Page.first(1))
        .forEach(artifact -> store.artifacts().delete(artifact.id()));
    add(id, ArtifactType.PLANNING, "architecture", "abc", "/plans/architecture.json");
    add(id, ArtifactType.TEST, "report", null, "report.xml");
    ObjectNode artifacts = (ObjectNode) values(exported("atlas-1", null)).get("artifacts");
    ObjectNode expected =
        values(
            """
            {"planning": {
               "architecture": {"ref": "abc", "path": "/plans/architecture.json",
                 "created_at": "2025-11-20T11:00:00Z"},
               "notes": "docs/notes.md"},
             "code": {},
             "horizontal_audits": [1, 2],
             "test": {"report": {"path": "report.xml", "created_at": "2025-11-20T11:00:00Z"}}}
            """);
    assertThat(artifacts).isEqualTo(expected);
  }

  private void add(long id, ArtifactType type, String name, String ref, String path) {
    store.artifacts().insert(new NewArtifact(id, type, name, ref, path, null, null, null, LATER));
  }

  @Test
  void metadata_that_others_changed_is_said() {
    imported("project_manifest.json", MANIFEST);
    ObjectNode metadata = (ObjectNode) store.missions().get("atlas-1").metadata().deepCopy();
    metadata.put("added", 5);
    ((ObjectNode) metadata.get("spec")).putObject("genesis").put("x", 1);
    metadata.remove("roadmap");
    store.missions().update("atlas-1", MissionChange.at(LATER).metadata(metadata).updatedAt(null));
    ObjectNode back = values(exported("atlas-1", null));
    assertThat(back.get("added").intValue()).isEqualTo(5);
    assertThat(back.path("spec").path("genesis")).isEqualTo(values("{\"x\":1}"));
    assertThat(back.has("roadmap")).isFalse();
    assertThat(back.path("metadata").has("lastUpdatedAt")).isFalse();
    assertThat(back.path("spec").path("vibe"))
        .isEqualTo(values(MANIFEST).path("spec").path("vibe"));
  }

  @Test
  void an_older_manifest_says_what_changed() {
    imported("project_manifest.json", OLDER_MANIFEST);
    store
        .missions()
        .update(
            "golden-1",
            MissionChange.at(LATER)
                .status(MissionStatus.FAILED)
                .phase(MissionPhase.DEPLOYMENT)
                .currentCostUsd(3)
                .description("Offline booking"));
    ObjectNode expected =
        values(
            replaced(
                replaced(OLDER_MANIFEST, "\"TESTING\"", "\"DEPLOYMENT\""), "Online", "Offline"));
    expected.put("completed_at", "2025-11-20T11:00:00Z");
    expected.put("updated_at", "2025-11-20T11:00:00Z");
    expected.put("status", "failed");
    expected.putObject("budget").put("current_cost_usd", 3.0);
    ObjectNode back = values(exported("golden-1", null));
    assertThat(back.path("budget").path("current_cost_usd").doubleValue()).isEqualTo(3.0);
    back.remove("budget");
    expected.remove("budget");
    assertThat(back).isEqualTo(expected);
  }

  @Test
  void an_active_mission_says_what_changed() {
    imported("active_mission.json", ACTIVE_MISSION);
    store
        .missions()
        .update(
            "m-7",
            MissionChange.at(LATER).status(MissionStatus.COMPLETED).phase(MissionPhase.TESTING));
    ObjectNode expected =
        values(
            replaced(
                replaced(ACTIVE_MISSION, "\"active\"", "\"completed\""),
                "\"phase\": \"CODING\"",
                "\"phase\": \"TESTING\""));
    expected.put("completed_at", "2025-11-20T11:00:00Z");
    expected.put("updated_at", "2025-11-20T11:00:00Z");
    assertThat(values(exported("m-7", null))).isEqualTo(expected);
  }

  @Test
  void a_memory_says_what_changed_and_keeps_what_has_no_row() {
    imported("project_memory.json", MEMORY);
    long id = store.missions().id("legacy").orElseThrow();
    store.narrative().set(new NewNarrativeEntry(id, 1, "Planned more", LATER, "PLANNING"));
    store.narrative().add(new NewNarrativeEntry(id, 3, "Tested it", LATER, "TESTING"));
    store.narrative().delete(id, 2);
    store.concepts().add(id, "queue", LATER);
    store.concepts().remove(id, "database");
    store.concerns().remove(id, "PCI compliance");
    store
        .trajectories()
        .set(
            new NewTrajectory(
                id,
                "TESTING",
                null,
                values("{\"l\":[\"PLANNING\"]}").get("l"),
                values("{\"l\":[\"red\"]}").get("l"),
                LATER));
    ObjectNode expected =
        values(
            """
            {
              "_schema": 3,
              "narrative": [
                {"session": 1, "summary": "Planned more", "date": "2025-11-20T11:00:00Z",
                  "phase": "PLANNING", "mood": "good"},
                {"session": 3, "summary": "Tested it", "date": "2025-11-20T11:00:00Z",
                  "phase": "TESTING"}
              ],
              "domain": {"type": "booking", "concepts": ["payment", "payment", "queue"],
                "concerns": []},
              "trajectory": {"phase": "TESTING", "completed": ["PLANNING"], "blockers": ["red"],
                "confidence": 0.50},
              "intents": {"last": null}
            }
            """);
    assertThat(values(exported("legacy", null))).isEqualTo(expected);
  }

  @Test
  void a_handoff_says_what_changed() {
    imported(".session_handoff.json", HANDOFF);
    long id = store.missions().id("legacy").orElseThrow();
    store.memory().set(id, "session_handoff", values("{\"_schema_version\":\"4\"}"), LATER, null);
    assertThat(values(exported("legacy", null))).isEqualTo(values("{\"_schema_version\":\"4\"}"));
    store.memory().delete(id, "session_handoff");
    assertThatThrownBy(() -> exported("legacy", null)).isInstanceOf(DocumentException.class);
  }

  @Test
  void a_mission_that_came_from_no_document_is_a_manifest_that_is_read_again() {
    long id =
        store
            .missions()
            .create(
                NewMission.of("own", MissionPhase.TESTING, MissionStatus.PENDING, T0)
                    .owner("o")
                    .maxCostUsd(5.0)
                    .metadata(values("{\"kind\":\"Project\",\"spec\":{\"a\":1}}")));
    add(id, ArtifactType.CODE, "lib", "abc", "lib");
    ExportedDocument back = export(store, "own", null);
    assertThat(back.kind()).isEqualTo(DocumentKind.MANIFEST);
    assertThat(back.isChanged()).isTrue();
    try (SqliteStore other = SqliteStore.open(folder.resolve("other.db"), AT_T0)) {
      importOne(other, write(folder.resolve("project_manifest.json"), back.text()));
      MissionDocument first = new MissionMapping(new ManifestShape()).stored(store, id);
      MissionDocument second =
          new MissionMapping(new ManifestShape())
              .stored(other, other.missions().id("own").orElseThrow());
      assertThat(second.withMetadata(null)).isEqualTo(first.withMetadata(null));
      assertThat(second.metadata().get("spec")).isEqualTo(first.metadata().get("spec"));
    }
  }

  @Test
  void a_mission_can_be_exported_as_another_kind() {
    imported("project_manifest.json", MANIFEST);
    ObjectNode active = values(exported("atlas-1", DocumentKind.ACTIVE_MISSION));
    assertThat(active.get("mission_id").asText()).isEqualTo("atlas-1");
    assertThat(active.get("status").asText()).isEqualTo("active");
    assertThat(active.path("context").path("phase").asText()).isEqualTo("PLANNING");
    assertThat(active.path("missionMetadata").path("roadmap").has("v1.0")).isTrue();
    assertThat(values(exported("atlas-1", DocumentKind.MEMORY)))
        .isEqualTo(
            values(
                "{\"narrative\":[],\"domain\":{\"concepts\":[],\"concerns\":[]},\"trajectory\":{}}"));
  }

  @Test
  void a_mission_that_is_not_there_is_an_error() {
    assertThatThrownBy(() -> exported("nobody", null)).isInstanceOf(MissionNotFoundException.class);
  }

  @Test
  void an_export_imported_elsewhere_is_the_same_again() {
    imported("a/project_manifest.json", MANIFEST);
    imported("a/project_memory.json", MEMORY);
    store.missions().update("atlas-1", MissionChange.at(LATER).status(MissionStatus.COMPLETED));
    Path there = folder.resolve("there");
    write(there.resolve("project_manifest.json"), exported("atlas-1", DocumentKind.MANIFEST));
    write(there.resolve("project_memory.json"), exported("atlas-1", DocumentKind.MEMORY));
    try (SqliteStore other = SqliteStore.open(folder.resolve("other.db"), AT_T0)) {
      importInto(other, there);
      for (DocumentKind kind : new DocumentKind[] {DocumentKind.MANIFEST, DocumentKind.MEMORY}) {
        assertThat(export(other, "atlas-1", kind).text()).isEqualTo(exported("atlas-1", kind));
      }
    }
  }
}
