package io.tachograph.cli.health;

import io.tachograph.format.BodyHead;
import io.tachograph.format.Entry;
import io.tachograph.ledger.LedgerClaim;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.proof.LedgerTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one ledger is.
 *
 * @param folder its folder
 * @param ledgerId its id, or null if nothing says it
 * @param tail its end
 * @param writer whether somebody writes to it
 * @param checkpointed when something was written to its checkpoints last, or null for never
 * @param unrecorded how many events could not be recorded, by the entries that were looked at
 * @param freeBytes what can still be written to its disk
 * @param lag how many entries its store is behind; null where there is none that can be read
 * @param log what its log says of the last run
 */
public record LedgerHealth(
    Path folder,
    @Nullable String ledgerId,
    LedgerTail tail,
    WriterState writer,
    @Nullable Instant checkpointed,
    long unrecorded,
    long freeBytes,
    @Nullable Long lag,
    AgentLogRun log) {
  /** So many of the last entries are looked at, which takes a moment. */
  public static final long LOOKED_AT = 10_000;

  private static final String CHECKPOINTS = "checkpoints";
  private static final String OPENED = "ledger_opened";
  private static final String CLOSED = "ledger_closed";
  private static final String GAP = "gap";

  /**
   * Looks; changes nothing.
   *
   * @throws IOException if its files cannot be read
   */
  public static LedgerHealth look(LedgerFolder ledger) throws IOException {
    Path folder = ledger.path();
    Seen seen = new Seen();
    LedgerTail tail = LedgerTail.read(ledger, LOOKED_AT, seen);
    String id = ledger.ledgerId();
    return new LedgerHealth(
        folder,
        id,
        tail,
        writer(ledger, seen),
        checkpointed(folder.resolve(CHECKPOINTS)),
        seen.unrecorded,
        Files.getFileStore(folder).getUsableSpace(),
        id == null ? null : lag(folder, id, tail.length()),
        AgentLogRun.read(folder));
  }

  /** What the last entries say. */
  private static final class Seen implements Consumer<Entry> {
    private long unrecorded;

    /**
     * Whether the last process closed it. Threads that outlive that may still have recorded, so its
     * entry need not be the last.
     */
    private boolean closed;

    @Override
    public void accept(Entry entry) {
      switch (entry.type()) {
        case OPENED -> closed = false;
        case CLOSED -> closed = true;
        case GAP ->
            unrecorded += BodyHead.numberIn(BodyHead.of(entry.body()).data(), "unrecorded", 0);
        default -> {
          // What the host did.
        }
      }
    }
  }

  private static WriterState writer(LedgerFolder ledger, Seen seen) throws IOException {
    if (seen.closed) {
      return WriterState.CLOSED;
    } else if (LedgerClaim.isHeld(ledger.path())) {
      return WriterState.ALIVE;
    }
    // It may have been closed since its end was read.
    Seen now = new Seen();
    LedgerTail.read(ledger, LOOKED_AT, now);
    return now.closed ? WriterState.CLOSED : WriterState.GONE;
  }

  /** Checkpoints say no time of theirs. */
  private static @Nullable Instant checkpointed(Path file) throws IOException {
    return Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : null;
  }

  private static @Nullable Long lag(Path folder, String ledgerId, long length) {
    Path file = folder.resolve(RecordingSession.STORE_FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      return Math.max(0, length - 1 - store.appliedSeq(ledgerId).orElse(-1));
    } catch (StoreException e) {
      // On a volume that may only be read SQLite cannot share the file with its writer.
      return null;
    }
  }
}
