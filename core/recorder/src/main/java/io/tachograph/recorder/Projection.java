package io.tachograph.recorder;

import io.tachograph.format.Entry;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the ledger on a thread of its own and applies its events to the store in batches. How far
 * it came changes in the same transaction as what it applied, so a crash loses and repeats nothing.
 *
 * <p>The store is opened when there is one already, or at the first event that it has a place for:
 * a process that does nothing to record pays for none. An error is counted and tried again later:
 * the store lags, the host does not notice.
 */
final class Projection {
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Path storeFile;
  private final StoreCare care;
  private final @Nullable LegacyDocuments legacy;
  private final SwallowedErrors errors;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile long drainToSeq = -1;

  /** All entries below are in the store, or it has no place for them. */
  private volatile long nextSeq;

  /**
   * From a ledger to a store.
   *
   * @param legacy what is brought into the store first, or null
   */
  Projection(
      Ledger ledger,
      Path storeFile,
      StoreCare care,
      @Nullable LegacyDocuments legacy,
      SwallowedErrors errors) {
    this.ledger = ledger;
    this.storeFile = storeFile;
    this.care = care;
    this.legacy = legacy;
    this.errors = errors;
    this.thread = new Thread(this::run, "tachograph-projection");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The first entry that was not looked at yet. */
  long nextSeq() {
    return nextSeq;
  }

  /**
   * Applies what the ledger holds now and stops.
   *
   * @param timeout after which it stops where it is; the next start goes on from there
   */
  void drain(Duration timeout) throws InterruptedException {
    drainToSeq = ledger.head().seq();
    stopping.countDown();
    thread.join(timeout.toMillis());
  }

  private void run() {
    if (legacy != null) {
      legacy.importInto(storeFile);
    }
    boolean stop = false;
    while (!stop) {
      try {
        stop = !Files.exists(storeFile) && awaitNeed();
        if (!stop) {
          stop = follow();
        }
      } catch (RuntimeException | Error e) {
        errors.swallowed("the projection from the ledger to the store, tried again later", e);
        stop = waitFor(RETRY);
      }
    }
  }

  /** Waits for the first event that the store has a place for; true if told to stop before. */
  private boolean awaitNeed() {
    try (LedgerCursor all = ledger.read(0)) {
      IntactEntries cursor = intact(all);
      while (true) {
        Entry entry = cursor.next();
        if (entry == null) {
          if (waitFor(IDLE)) {
            return !anyOf(cursor);
          }
        } else if (EventApplier.hasPlaceFor(entry.type())) {
          return false;
        } else {
          nextSeq = entry.seq() + 1;
        }
      }
    }
  }

  private static boolean anyOf(IntactEntries cursor) {
    for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
      if (EventApplier.hasPlaceFor(entry.type())) {
        return true;
      }
    }
    return false;
  }

  private IntactEntries intact(LedgerCursor cursor) {
    return new IntactEntries(
        cursor, e -> errors.swallowed("an entry that is not intact is left out of the store", e));
  }

  /** Follows the ledger until told to stop. */
  private boolean follow() {
    String ledgerId = ledger.id().toString();
    try (SqliteStore store = DefaultTimeZone.untouchedBy(() -> SqliteStore.open(storeFile))) {
      OptionalLong applied = store.appliedSeq(ledgerId);
      EventApplier applier = new EventApplier(ledgerId);
      nextSeq = applied.isPresent() ? applied.getAsLong() + 1 : 0;
      BatchApplier batches = new BatchApplier(ledgerId, applier, this::refused);
      RunHistory.recall(ledger, nextSeq, applier);
      try (LedgerCursor all = ledger.read(nextSeq)) {
        IntactEntries cursor = intact(all);
        while (true) {
          long begun = System.nanoTime();
          List<Entry> batch = batch(cursor);
          if (!batch.isEmpty()) {
            sayWhatIsMissing(applied, nextSeq, batch.get(0).seq());
            batches.apply(store, batch);
            nextSeq = batch.get(batch.size() - 1).seq() + 1;
          }
          care.tend();
          boolean behind = batch.size() == BatchApplier.MAX_BATCH_ENTRIES;
          boolean stop = waitFor(behind ? restAfter(System.nanoTime() - begun) : IDLE) && !behind;
          if (stop && nextSeq > drainToSeq) {
            return true;
          }
        }
      }
    }
  }

  /** A prune drops nothing that the store does not have; an older copy of it may lack some. */
  private void sayWhatIsMissing(OptionalLong applied, long next, long found) {
    if (applied.isPresent() && found > next) {
      errors.swallowed(
          "the store lacks events that were pruned from the ledger: from="
              + next
              + " to="
              + (found - 1),
          new IllegalStateException("applied_seq=" + applied.getAsLong() + " first_seq=" + found));
    }
  }

  private void refused(long seq, StoreException e) {
    errors.swallowed("an event that the store refuses was left out: seq=" + seq, e);
  }

  private static List<Entry> batch(IntactEntries cursor) {
    List<Entry> batch = new ArrayList<>();
    for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
      batch.add(entry);
      if (batch.size() == BatchApplier.MAX_BATCH_ENTRIES) {
        break;
      }
    }
    return batch;
  }

  /**
   * However far behind, it takes half of one core from the host: as much rest as work. Once told to
   * stop it does not rest.
   */
  private static Duration restAfter(long workedNanos) {
    return Duration.ofNanos(Math.min(workedNanos, IDLE.toNanos()));
  }

  /** Waits; whether to stop. */
  private boolean waitFor(Duration time) {
    try {
      return stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
