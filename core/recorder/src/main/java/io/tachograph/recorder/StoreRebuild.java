package io.tachograph.recorder;

import io.tachograph.ledger.LedgerClaim;
import io.tachograph.ledger.LedgerException;
import io.tachograph.recorder.LedgerReplay.Replayed;
import io.tachograph.store.StoreException;
import io.tachograph.store.StoreReplacement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the store beside a ledger anew from it, while nobody writes to either. Rows of other agents
 * are carried over from the old store unless told otherwise. {@link StoreReplacement} says what a
 * crash leaves. For one thread.
 */
public final class StoreRebuild {
  private StoreRebuild() {}

  /**
   * What was made.
   *
   * @param ledgerId the ledger's id
   * @param firstSeq the seq of the first entry there is: what was before cannot be made anew
   * @param lastSeq the last entry that was applied
   * @param entries how many entries were
   * @param lacking how many between them are not intact, or not there
   * @param others rows of others by table, carried over or discarded
   * @param keptAs the name under which the old store is kept, or null if there was none
   */
  public record Report(
      String ledgerId,
      long firstSeq,
      long lastSeq,
      long entries,
      long lacking,
      SortedMap<String, Long> others,
      @Nullable Path keptAs) {
    /** Makes the rows unmodifiable. */
    public Report {
      others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }
  }

  /**
   * Rebuilds.
   *
   * @param folder the ledger's
   * @param source its entries, read from now on
   * @param discardOthers whether what others wrote to the old store is left behind in it
   * @throws LedgerException if a live process writes to the ledger, which changes nothing
   * @throws StoreException with category BUSY, if the store is open elsewhere, which changes
   *     nothing; CORRUPT or NOT_A_DATABASE, if the old one cannot be read, unless others are
   *     discarded
   * @throws IOException if the ledger cannot be read
   */
  public static Report run(Path folder, EntrySource source, boolean discardOthers)
      throws IOException {
    try (LedgerClaim claim = LedgerClaim.hold(folder);
        StoreReplacement replacement =
            StoreReplacement.begin(folder.resolve(RecordingSession.STORE_FILE))) {
      return run(folder, source, discardOthers, replacement);
    }
  }

  static Report run(
      Path folder, EntrySource source, boolean discardOthers, StoreReplacement replacement)
      throws IOException {
    StoreException unreadable = replacement.unreadable();
    if (unreadable != null && !discardOthers) {
      throw unreadable;
    }
    LedgerReplay replay = new LedgerReplay(folder, source);
    // What a pruned ledger cannot make the same is in the old store.
    boolean carries = replacement.hasOld() && !discardOthers;
    Replayed replayed = replay.run(replacement.fresh(), Long.MAX_VALUE, !carries);
    SortedMap<String, Long> others =
        unreadable != null
            ? new TreeMap<>()
            : replacement.carryOver(
                replayed.ledgerId(), replayed.beginningDropped(), !discardOthers);
    Path kept = replacement.swap();
    return new Report(
        replayed.ledgerId(),
        replayed.firstSeq(),
        replayed.lastSeq(),
        replayed.entries(),
        replayed.lacking(),
        others,
        kept);
  }
}
