package io.tachograph.recorder;

import io.tachograph.recorder.LedgerReplay.Replayed;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreComparison;
import io.tachograph.store.StoreDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compares a store with the ledger that it was made from, which alone is sealed: replays the ledger
 * into a temporary store, and finds each row that is not what the ledger says. Changes neither;
 * both may be in use. For one thread.
 */
public final class StoreReconcile {
  private StoreReconcile() {}

  /**
   * How a store compares with its ledger.
   *
   * @param ledgerId the ledger's id
   * @param firstSeq the seq of the first entry there is, 0 unless entries were pruned
   * @param appliedSeq the last entry that the store has applied; -1 where it says of none, and then
   *     all of the ledger was compared
   * @param lastSeq the last entry that was replayed, below {@code appliedSeq} where the ledger does
   *     not have what the store says it has applied
   * @param lacking how many entries up to there are not intact or not there; rows that they made
   *     are reported as added
   * @param tables how each table compares
   */
  public record Report(
      String ledgerId,
      long firstSeq,
      long appliedSeq,
      long lastSeq,
      long lacking,
      List<StoreComparison.Counts> tables) {
    /** Makes the tables unmodifiable. */
    public Report {
      tables = List.copyOf(tables);
    }

    /** Whether the store says how far it has come, and the ledger comes as far. */
    public boolean isPositionSound() {
      return appliedSeq >= 0 && appliedSeq == lastSeq;
    }

    /** Whether the store is what the ledger says. */
    public boolean isSame() {
      return isPositionSound()
          && lacking == 0
          && tables.stream().allMatch(StoreComparison.Counts::isSame);
    }
  }

  /**
   * Compares.
   *
   * @param folder the ledger's
   * @param source its entries, read from now on
   * @param alone whether nobody but the projection writes to its tables
   * @param differences hears of each row that differs
   * @throws IOException if the ledger cannot be read, or there is no room for two copies of the
   *     store in the temporary folder
   * @throws io.tachograph.store.StoreException if the store cannot be read
   */
  public static Report run(
      Path folder, EntrySource source, boolean alone, Consumer<StoreDifference> differences)
      throws IOException {
    Path temporary = Files.createTempDirectory("tachograph-reconcile");
    try {
      Path found = temporary.resolve("found.db");
      Path expected = temporary.resolve("expected.db");
      // First the store, then the ledger: so that has all that the store has applied.
      try (SqliteStore store =
          SqliteStore.openReadOnly(folder.resolve(RecordingSession.STORE_FILE))) {
        store.backup(found);
      }
      LedgerReplay replay = new LedgerReplay(folder, source);
      OptionalLong applied;
      try (SqliteStore copy = SqliteStore.open(found)) {
        applied = copy.appliedSeq(replay.ledgerId());
      }
      Replayed replayed = replay.run(expected, applied.orElse(Long.MAX_VALUE), false);
      StoreComparison.Scope scope =
          new StoreComparison.Scope(
              replay.ledgerId(), replayed.beginningDropped() ? replayed.firstTime() : null, alone);
      return new Report(
          replay.ledgerId(),
          replayed.firstSeq(),
          applied.orElse(-1),
          replayed.lastSeq(),
          replayed.lacking(),
          StoreComparison.run(expected, found, scope, differences));
    } finally {
      delete(temporary);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
