package io.tachograph.store.legacy;

import static io.tachograph.store.legacy.Documents.AT_T0;
import static io.tachograph.store.legacy.Documents.T0;
import static io.tachograph.store.legacy.Documents.export;
import static io.tachograph.store.legacy.Documents.importOne;
import static io.tachograph.store.legacy.Documents.values;
import static io.tachograph.store.legacy.Documents.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionChange;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.legacy.ImportOutcome.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever valid document is imported comes back, and a change shows alone. */
class RoundTripTest {
  private static final int RUNS = 25;

  @TempDir Path folder;

  @Test
  void random_documents_come_back() {
    long first = System.nanoTime();
    try (SqliteStore store = SqliteStore.open(folder.resolve("s.db"), AT_T0)) {
      for (long seed = first; seed < first + RUNS; seed++) {
        for (DocumentKind kind : DocumentKind.values()) {
          String text = new RandomDocuments(seed).of(kind);
          try {
            roundTrip(store, kind, text, seed);
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed=" + seed + " kind=" + kind + "\n" + text, e);
          }
        }
      }
    }
  }

  private void roundTrip(SqliteStore store, DocumentKind kind, String text, long seed) {
    Path file = write(folder.resolve("f/" + seed + kind.fileName()), text);
    String named = null;
    if (!kind.namesItsMission()) {
      named = "m-" + kind + seed;
      store
          .missions()
          .ensure(
              named,
              io.tachograph.store.MissionPhase.CODING,
              io.tachograph.store.MissionStatus.IN_PROGRESS,
              T0,
              null,
              null);
    }
    ImportOutcome outcome = Documents.importInto(store, named, file).get(0);
    assertThat(outcome.error()).isNull();
    String uuid = outcome.missionUuid();
    assertThat(export(store, uuid, kind)).isEqualTo(new ExportedDocument(kind, text, false));

    // Again: nothing to do.
    assertThat(Documents.importInto(store, named, write(file, text)).get(0).action())
        .isEqualTo(Action.UNCHANGED);

    if (kind.namesItsMission()) {
      changesShowAlone(store, kind, text, uuid);
    }
  }

  /** Another owner, and back: all else stays, and with it the text's values. */
  private static void changesShowAlone(
      SqliteStore store, DocumentKind kind, String text, String uuid) {
    Mission before = store.missions().get(uuid);
    MissionChange again = MissionChange.at(T0).updatedAt(before.updatedAt());
    store.missions().update(uuid, again.owner("somebody else"));
    ExportedDocument changed = export(store, uuid, kind);
    assertThat(changed.isChanged()).isTrue();
    ObjectNode expected = values(text);
    boolean older = expected.has("project_id");
    if (kind == DocumentKind.MANIFEST) {
      // An older one may have none.
      Changes.objectAt(expected, "metadata").put("owner", "somebody else");
    } else {
      expected.put("owner", "somebody else");
    }
    assertThat(values(changed.text())).as("older=%s", older).isEqualTo(expected);
    store.missions().update(uuid, again.owner(before.owner()));
    assertThat(export(store, uuid, kind).text()).isEqualTo(text);
  }

  @Test
  void another_order_of_the_same_members_is_no_change_of_the_rows() {
    RandomDocuments random = new RandomDocuments(7);
    String text = random.manifest();
    try (SqliteStore store = SqliteStore.open(folder.resolve("s.db"), AT_T0)) {
      Path file = write(folder.resolve("project_manifest.json"), text);
      String uuid = importOne(store, file).missionUuid();
      List<Mission> before = store.missions().newest(10);
      String shuffled = DocumentText.print(random.shuffled(DocumentText.asWritten(text)));
      assertThat(importOne(store, write(file, shuffled)).error()).isNull();
      assertThat(store.missions().newest(10)).isEqualTo(before);
      assertThat(export(store, uuid, null).text()).isEqualTo(shuffled);
    }
  }
}
