package io.tachograph.ship;

import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ships every ledger under a folder, those that come later too, with a few threads over all of
 * them. Runs until it is closed.
 */
public final class Shipper implements AutoCloseable {
  private static final long LOOK_MILLIS = 1_000;

  /** One looks for ledgers, one asks the far side. */
  private static final int ROUND_THREADS = 2;

  private static final Duration END = Duration.ofSeconds(20);

  private final Path dir;
  private final Sink sink;
  private final ShipListener listener;
  private final Notice notice;
  private final FarSide farSide;
  private final FarSidePing ping;
  private final ScheduledThreadPoolExecutor rounds;
  private final ScheduledThreadPoolExecutor threads;
  private final Map<Path, LedgerShipping> ledgers = new ConcurrentHashMap<>();
  private volatile boolean looked;
  private volatile boolean closing;

  /**
   * Makes one; it does nothing until it is started.
   *
   * @param dir a folder of ledgers, or a ledger's
   * @param sink where to; it is closed with the shipper
   * @param threads how many ledgers are shipped at once
   */
  Shipper(Path dir, Sink sink, int threads, ShipListener listener, Notice notice) {
    this.dir = dir;
    this.sink = sink;
    this.listener = listener;
    this.notice = notice;
    this.farSide = new FarSide(listener, notice);
    this.ping = new FarSidePing(sink, farSide, notice);
    this.rounds = new ScheduledThreadPoolExecutor(ROUND_THREADS, Shipper::thread);
    this.threads = new ScheduledThreadPoolExecutor(threads, Shipper::thread);
    this.threads.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tachograph-ship");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to look for ledgers and to ship them. */
  void start() {
    var unusedLook =
        rounds.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    var unusedAsk =
        rounds.scheduleWithFixedDelay(
            () -> ping.round(!ledgers.isEmpty()),
            0,
            FarSidePing.PAUSE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Whether the far side had all of every ledger when it was last looked at. */
  boolean isCaughtUp() {
    return looked && ledgers.values().stream().allMatch(LedgerShipping::isCaughtUp);
  }

  private void look() {
    try {
      Set<Path> found = new HashSet<>();
      boolean allKnown = true;
      for (LedgerFolder folder : LedgerFolder.under(dir)) {
        found.add(folder.path());
        LedgerShipping known = ledgers.get(folder.path());
        if (known == null) {
          allKnown &= begin(folder);
        } else {
          known.tellLag();
        }
      }
      ledgers.keySet().stream().filter(path -> !found.contains(path)).forEach(this::gone);
      looked = allKnown;
    } catch (IOException | RuntimeException | Error e) {
      notice.of("the ledgers cannot be looked for, and are again: path=" + dir + ": " + e);
    }
  }

  /** Whether it is known whose ledger it is; a new folder has no entry for a moment. */
  private boolean begin(LedgerFolder folder) throws IOException {
    ShippedLedger ledger = identify(folder);
    if (ledger != null) {
      LedgerShipping shipping = new LedgerShipping(folder, ledger, sink, farSide, listener, notice);
      ledgers.put(folder.path(), shipping);
      notice.of(ledger, "is shipped: path=" + folder.path());
      schedule(shipping, 0);
    }
    return ledger != null;
  }

  private @Nullable ShippedLedger identify(LedgerFolder folder) throws IOException {
    String id = folder.ledgerId();
    try {
      return id == null
          ? null
          : new ShippedLedger(UUID.fromString(id), String.valueOf(folder.path().getFileName()));
    } catch (IllegalArgumentException e) {
      notice.of("a ledger's id is no UUID, so it is not shipped: path=" + folder.path());
      return null;
    }
  }

  private void gone(Path path) {
    LedgerShipping ended = ledgers.remove(path);
    if (ended != null) {
      notice.of(ended.ledger(), "is not shipped any more, its folder is gone: path=" + path);
      listener.ledgerGone(ended.ledger());
    }
  }

  private void schedule(LedgerShipping shipping, long nanos) {
    if (!closing) {
      var unused = threads.schedule(() -> step(shipping), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void step(LedgerShipping shipping) {
    long again;
    try {
      again = shipping.step();
    } catch (RuntimeException | Error e) {
      // Nothing may end the shipping of a ledger for good, and without a word.
      notice.of(shipping.ledger(), "a step failed, and is tried again: " + e);
      shipping.end();
      again = FarSide.MAX_WAIT.toNanos();
    }
    if (ledgers.get(shipping.folder().path()) == shipping) {
      schedule(shipping, again);
    } else {
      shipping.end();
    }
  }

  /** Ends what is under way, and closes the sink. */
  @Override
  public void close() {
    closing = true;
    for (ScheduledThreadPoolExecutor work : List.of(rounds, threads)) {
      work.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      work.shutdown();
    }
    try {
      if (!threads.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    ledgers.values().forEach(LedgerShipping::end);
    sink.close();
  }
}
