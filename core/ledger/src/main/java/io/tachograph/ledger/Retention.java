package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.DroppedHistory.Reached;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * Drops whole roll files from the beginning of a ledger that nobody writes to, and leaves what lets
 * the rest be verified to the same roots. Holds the writer's lock until it is closed. For one
 * thread.
 *
 * <p>What is dropped was read a last time, each entry against its hash and all of them against the
 * signed checkpoint that ends with them.
 */
public final class Retention implements AutoCloseable {
  private final Path folder;
  private final DurableFiles files;
  private final LedgerClaim claim;
  private final PrunedFolder pruned;
  private final LedgerIdentity identity;

  /** Whether others that follow the ledger need an entry no more. */
  @FunctionalInterface
  public interface Applied {
    /**
     * Whether an entry may go.
     *
     * @param seq the entry's number
     * @param type its type
     */
    boolean covers(long seq, String type);
  }

  private Retention(Path folder, DurableFiles files, LedgerClaim claim) throws IOException {
    this.folder = folder;
    this.files = files;
    this.claim = claim;
    this.pruned = new PrunedFolder(folder);
    try (SingleChronicleQueue queue = openQueue(folder)) {
      this.identity = identity(folder, new RollFiles(folder, queue));
    }
  }

  /**
   * Opens a ledger to drop files of it.
   *
   * @param folder holds a ledger; nothing is made in it
   * @throws LedgerException {@link Reason#LOCKED} if a live process writes to it, {@link
   *     Reason#DAMAGED} if it is not intact, {@link Reason#STORAGE} if it cannot be read
   */
  public static Retention open(Path folder) {
    return open(folder, new DiskFiles());
  }

  static Retention open(Path folder, DurableFiles files) {
    LedgerClaim claim = LedgerClaim.hold(folder, "prune when it has ended");
    try {
      return new Retention(folder, files, claim);
    } catch (LedgerException | Error e) {
      release(claim, e);
      throw e;
    } catch (IOException | RuntimeException e) {
      release(claim, e);
      throw storage(folder, e);
    }
  }

  private static void release(LedgerClaim claim, Throwable reason) {
    try {
      claim.close();
    } catch (LedgerException e) {
      reason.addSuppressed(e);
    }
  }

  private static LedgerException storage(Path folder, Exception cause) {
    return new LedgerException(
        Reason.STORAGE,
        "the ledger cannot be pruned; check its rights and the space on its disk: path="
            + folder
            + ": "
            + cause,
        cause);
  }

  static SingleChronicleQueue openQueue(Path folder) {
    Path queueFolder = folder.resolve(ChronicleLedger.QUEUE_FOLDER);
    QueueLocks.release(queueFolder);
    return SingleChronicleQueueBuilder.binary(queueFolder).checkInterrupts(false).build();
  }

  /**
   * Who a ledger is that has entries, wherever they begin.
   *
   * @throws LedgerException {@link Reason#DAMAGED} if they begin neither with the first nor where
   *     the ledger was pruned
   */
  static LedgerIdentity identity(Path folder, RollFiles rollFiles) throws IOException {
    Entry first = rollFiles.first();
    PrunedFolder pruned = new PrunedFolder(folder);
    // Read whatever the files begin with: a malformed one is refused.
    PrunedBoundary boundary = pruned.boundary();
    if (first != null && first.seq() == 0) {
      return LedgerIdentity.of(first, folder);
    } else if (first == null || boundary == null) {
      throw new LedgerException(
          Reason.DAMAGED,
          "the ledger does not begin with its first entry, nor was it pruned; run verify on it:"
              + " path="
              + folder
              + " first_seq="
              + (first == null ? "none" : first.seq()));
    }
    pruned.requireBegins(rollFiles.at(boundary.size()), boundary);
    return pruned.identity();
  }

  /** The ledger's id. */
  public UUID ledgerId() {
    return identity.id();
  }

  /**
   * Finds what can be dropped: the most that the rule allows, up to the end of a roll file that a
   * signed checkpoint ends with, and not the last one. Reads all of it; changes nothing.
   *
   * @param applied whether those who follow the ledger have what they need of an entry
   * @throws LedgerException {@link Reason#DAMAGED} if what would be dropped is not what was sealed,
   *     {@link Reason#STORAGE} if it cannot be read
   */
  public PrunePlan plan(RetentionRule rule, Applied applied) {
    try (SingleChronicleQueue queue = openQueue(folder);
        CheckpointNotes notes = CheckpointNotes.open(folder)) {
      PrunedBoundary base = pruned.boundary();
      long begin = base == null ? 0 : base.size();
      RollFiles rollFiles = new RollFiles(folder, queue);
      List<RollFileSpan> spans =
          rollFiles.spans().stream().filter(span -> span.firstSeq() >= begin).toList();
      VerifierKey key = base == null ? null : keyAbove(base);
      DroppedHistory history = new DroppedHistory(folder, identity, applied, notes, base, key);
      int droppable = rule.droppable(spans);
      try (ExcerptTailer tailer = queue.createTailer()) {
        tailer.singleThreadedCheckDisabled(true);
        ExcerptReader reader = new ExcerptReader(folder, tailer);
        boolean more = droppable > 0 && rollFiles.moveTo(tailer, begin);
        for (int i = 1; more && i <= droppable; i++) {
          more = history.readTo(spans.get(i).firstSeq(), reader);
        }
      }
      return plan(spans, history);
    } catch (IOException e) {
      throw storage(folder, e);
    }
  }

  private VerifierKey keyAbove(PrunedBoundary base) throws IOException {
    VerifierKey genesis = identity.genesis();
    if (genesis == null) {
      throw new LedgerException(
          Reason.DAMAGED, "a ledger without a key was pruned; run verify on it: path=" + folder);
    }
    return pruned.follow(genesis, base);
  }

  private PrunePlan plan(List<RollFileSpan> spans, DroppedHistory history) throws IOException {
    Reached reached = history.reached();
    PrunedBoundary boundary = reached == null ? null : reached.boundary();
    long cut = boundary == null ? 0 : boundary.size();
    return new PrunePlan(
        spans.stream().filter(span -> span.firstSeq() < cut).toList(),
        spans.stream().filter(span -> span.firstSeq() >= cut).toList(),
        pruned.leftOver().stream().map(file -> String.valueOf(file.getFileName())).toList(),
        history.heldBack(),
        boundary,
        reached == null ? List.of() : reached.proofs());
  }

  /**
   * Drops what a plan of this object says, and what an earlier prune could not delete.
   *
   * @throws LedgerException {@link Reason#STORAGE} if a step failed; the ledger is usable all the
   *     same, and the next start or prune finishes
   */
  public void drop(PrunePlan plan) {
    try {
      PrunedBoundary boundary = plan.boundary();
      if (boundary != null) {
        // 1. What the keys are followed by.
        // A crash here: proofs of entries that are all there, which nobody asks for.
        pruned.create(files);
        for (TlogProof proof : plan.proofs()) {
          pruned.store(proof, files);
        }
        // 2. Where the ledger begins from now on: the one step that decides.
        // A crash here: the files below are still there. They are read as long as the oldest is
        // there, and passed over from then on.
        pruned.store(boundary, files);
      }
      // 3. The files, oldest first.
      // A crash here: what is left of them has no holes. The next start of the writer, and the next
      // prune, delete it.
      pruned.deleteLeftOver(files);
      // 4. The queue's own list of its files, which opening brings up to date.
      // A crash here: the next one that opens it for writing does the same.
      openQueue(folder).close();
    } catch (IOException e) {
      throw storage(folder, e);
    }
  }

  /** Gives the ledger back. */
  @Override
  public void close() {
    claim.close();
  }
}
