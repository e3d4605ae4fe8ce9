package io.tachograph.cli;

import io.tachograph.ledger.Retention;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.UUID;

/** How far the store beside a ledger has come. */
final class StorePosition {
  private static final String LOG_SUFFIX = "-wal";

  private StorePosition() {}

  /**
   * What of a ledger its store has applied. Where there is no store yet: what none would be made
   * for.
   *
   * @param dryRun whether nothing must be touched; else what was applied is on the disk afterwards
   */
  static Retention.Applied read(Path folder, UUID ledgerId, boolean dryRun) throws IOException {
    Path file = folder.resolve(RecordingSession.STORE_FILE);
    if (!Files.exists(file)) {
      return (seq, type) -> !RecordingSession.storeNeeds(type);
    }
    OptionalLong applied;
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      applied = store.appliedSeq(ledgerId.toString());
    }
    if (!dryRun) {
      // A power cut might else take it from the store when the ledger no longer has it.
      sync(file);
      sync(file.resolveSibling(RecordingSession.STORE_FILE + LOG_SUFFIX));
    }
    long upTo = applied.orElse(-1);
    return (seq, type) -> seq <= upTo;
  }

  private static void sync(Path file) throws IOException {
    if (Files.exists(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }
}
