package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.store.MissionChange;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code store import} and {@code store export}: what they print, and how they end. */
class StoreDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST =
      "{\"metadata\": {\"projectId\": \"atlas-1\", \"createdAt\": \"2025-11-12T14:00:00Z\"},\n"
          + " \"status\": {\"projectPhase\": \"CODING\", \"ratio\": 1.0}, \"größe\": null}";

  @TempDir Path dir;
  private Path state;
  private Path db;

  @BeforeEach
  void write() throws Exception {
    state = Files.createDirectories(dir.resolve("state"));
    db = dir.resolve("store.db");
    Files.writeString(state.resolve("project_manifest.json"), MANIFEST);
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(state)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_folder_is_imported_once_and_given_back() throws Exception {
    CommandRun first = run("store", "import", state, "--db", db);
    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .contains("imported", "project_manifest.json", "manifest", "mission atlas-1")
        .contains("original kept as project_manifest.migrated-")
        .contains("done: 1, refused: 0");
    assertThat(files()).singleElement().asString().contains(".migrated-");

    CommandRun again = run("store", "import", state, "--db", db);
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("nothing to import").contains("1 were imported earlier");

    CommandRun back = run("store", "export", "--mission", "atlas-1", "--db", db);
    assertThat(back.code()).as(back.err()).isZero();
    assertThat(back.out()).isEqualTo(MANIFEST + System.lineSeparator());

    Path file = dir.resolve("back.json");
    assertThat(run("store", "export", "--mission", "atlas-1", "--db", db, "-o", file).code())
        .isZero();
    assertThat(file).content().isEqualTo(MANIFEST);
  }

  @Test
  void what_the_store_changed_is_exported() throws Exception {
    run("store", "import", state, "--db", db);
    try (SqliteStore store = SqliteStore.open(db)) {
      store
          .missions()
          .update(
              "atlas-1",
              MissionChange.at(Instant.parse("2025-12-01T00:00:00Z"))
                  .status(MissionStatus.COMPLETED));
    }
    CommandRun back = run("store", "export", "--mission", "atlas-1", "--db", db);
    JsonNode document = JSON.readTree(back.out());
    assertThat(document.path("status").path("completedAt").asText())
        .isEqualTo("2025-12-01T00:00:00Z");
    assertThat(back.out()).contains("\"ratio\": 1.0").contains("\"größe\": null");
    CommandRun active =
        run("store", "export", "--mission", "atlas-1", "--db", db, "--as", "active-mission");
    assertThat(JSON.readTree(active.out()).path("status").asText()).isEqualTo("completed");
  }

  @Test
  void a_dry_run_says_it_and_changes_nothing() throws Exception {
    CommandRun dry = run("store", "import", state, "--db", db, "--dry-run");
    assertThat(dry.code()).isZero();
    assertThat(dry.out()).contains("would import").contains("mission atlas-1");
    assertThat(db).doesNotExist();
    assertThat(files()).containsExactly("project_manifest.json");
  }

  @Test
  void a_refused_file_is_named_and_the_others_are_imported() throws Exception {
    Path bad = Files.writeString(state.resolve("active_mission.json"), "{\"mission_id\": 1}");
    CommandRun outcome = run("store", "import", state, "--db", db, "--json");
    assertThat(outcome.code()).isEqualTo(1);
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode refused = JSON.readTree(lines.get(1));
    assertThat(refused.path("action").asText()).isEqualTo("refused");
    assertThat(refused.path("file").asText()).isEqualTo(bad.toString());
    assertThat(refused.path("error").asText()).contains("$.mission_id").contains("allowed=");
    assertThat(JSON.readTree(lines.get(0)).path("action").asText()).isEqualTo("imported");
    assertThat(bad).exists();
    assertThat(run("store", "import", state, "--db", db).out()).contains("REFUSED");
  }

  @Test
  void what_cannot_be_done_ends_with_2() throws Exception {
    assertThat(run("store", "import", "--db", db).code()).isEqualTo(2);
    assertThat(run("store", "import", state).code()).isEqualTo(2);
    Path other = Files.writeString(dir.resolve("other.db"), "no database at all, but text");
    assertThat(run("store", "import", state, "--db", other).code()).isEqualTo(2);
    assertThat(run("store", "import", state, "--db", other, "--dry-run").code()).isEqualTo(2);
    assertThat(files()).containsExactly("project_manifest.json");
    run("store", "import", state, "--db", db);
    CommandRun nobody = run("store", "export", "--mission", "nobody", "--db", db);
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("nobody");
    CommandRun kind = run("store", "export", "--mission", "atlas-1", "--db", db, "--as", "yaml");
    assertThat(kind.code()).isEqualTo(2);
    assertThat(kind.err()).contains("manifest, active-mission, memory, handoff");
    CommandRun handoff =
        run("store", "export", "--mission", "atlas-1", "--db", db, "--as", "handoff");
    assertThat(handoff.code()).isEqualTo(2);
    assertThat(handoff.err()).contains("session_handoff");
  }
}
