package io.tachograph.store.legacy;

import static io.tachograph.store.legacy.Documents.AT_T0;
import static io.tachograph.store.legacy.Documents.export;
import static io.tachograph.store.legacy.Documents.importInto;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.Mission;
import io.tachograph.store.Page;
import io.tachograph.store.SharedFolder;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.legacy.ImportOutcome.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that real agents wrote; skipped, and says so, where they are absent. */
class RealDocumentsTest {
  @TempDir Path folder;

  private Path copies() throws IOException {
    Path manifests = SharedFolder.file("data/manifests");
    Path handoff = SharedFolder.file("data/session_handoff.json");
    Path copies = Files.createDirectories(folder.resolve("copies"));
    try (Stream<Path> files = Files.list(manifests)) {
      for (Path file : files.toList()) {
        Files.copy(file, copies.resolve(file.getFileName()));
      }
    }
    Files.copy(handoff, copies.resolve(handoff.getFileName()));
    return copies;
  }

  @Test
  void all_of_them_come_back_to_the_character() throws Exception {
    Path copies = copies();
    try (SqliteStore store = SqliteStore.open(folder.resolve("s.db"), AT_T0)) {
      List<ImportOutcome> outcomes = importInto(store, copies);
      assertThat(outcomes).hasSize(4);
      for (ImportOutcome outcome : outcomes) {
        assertThat(outcome.error()).isNull();
        assertThat(outcome.action()).isEqualTo(Action.IMPORTED);
        ExportedDocument back = export(store, outcome.missionUuid(), outcome.kind());
        assertThat(back.text()).isEqualTo(Files.readString(outcome.original()));
        assertThat(back.isChanged()).isFalse();
      }
    }
  }

  @Test
  void one_that_agents_in_other_languages_have_imported_joins_its_mission() throws Exception {
    Path database = Files.copy(SharedFolder.file("data/store-v2.db"), folder.resolve("store.db"));
    Path copies = copies();
    try (SqliteStore store = SqliteStore.open(database, AT_T0)) {
      Path manifest = copies.resolve("project_manifest.json");
      String text = Files.readString(manifest);
      ImportOutcome outcome = importInto(store, manifest).get(0);
      assertThat(outcome.action()).isEqualTo(Action.JOINED);
      assertThat(outcome.error()).isNull();
      assertThat(outcome.notes()).isEmpty();
      Mission mission = store.missions().get(outcome.missionUuid());
      assertThat(store.artifacts().ofMission(mission.id(), Page.first(10))).hasSize(2);
      assertThat(export(store, mission.uuid(), null).text()).isEqualTo(text);
    }
  }
}
