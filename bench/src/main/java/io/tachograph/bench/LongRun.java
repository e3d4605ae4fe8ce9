package io.tachograph.bench;

import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Millions of appends in one go, each one timed: what a long-lived host feels, and what many
 * threads lose to one another. Times are not what JMH is for here: the worst of all calls matters.
 */
public final class LongRun {
  private static final int DEFAULT_APPENDS = 10_000_000;
  private static final int WARM_UP_APPENDS = 300_000;
  private static final int MANY_THREADS = 8;

  private LongRun() {}

  /**
   * Runs it, with one thread and with eight.
   *
   * @param arguments how many appends, 10 million by default, and the folder to make the ledgers in
   */
  public static void main(String[] arguments) throws Exception {
    int appends = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_APPENDS;
    Path parent =
        Path.of(arguments.length > 1 ? arguments[1] : System.getProperty("java.io.tmpdir"));
    double one = run(parent, 1, appends);
    double many = run(parent, MANY_THREADS, appends);
    System.out.printf(
        Locale.ROOT, "%d threads lose %.1f%% of one%n", MANY_THREADS, 100 * (1 - many / one));
  }

  /** Appends per second. */
  private static double run(Path parent, int threads, int appends) throws Exception {
    Path folder = Files.createTempDirectory(parent, "long-run");
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      append(ledger, new int[WARM_UP_APPENDS]);
      int[][] nanos = new int[threads][appends / threads];
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> running = new ArrayList<>();
      for (int[] of : nanos) {
        Thread thread = new Thread(() -> appendFrom(start, ledger, of));
        thread.start();
        running.add(thread);
      }
      long began = System.nanoTime();
      start.countDown();
      for (Thread thread : running) {
        thread.join();
      }
      double perSecond = appends * 1e9 / (System.nanoTime() - began);
      print(threads, perSecond, Arrays.stream(nanos).flatMapToInt(Arrays::stream).toArray());
      return perSecond;
    } finally {
      Folders.delete(folder);
    }
  }

  private static void appendFrom(CountDownLatch start, Ledger ledger, int[] nanos) {
    try {
      start.await();
      append(ledger, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void append(Ledger ledger, int[] nanos) {
    byte[] body = Entries.body();
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      ledger.append(1, 2, Entries.TYPE, body, 0, body.length);
      nanos[i] = (int) Math.min(Integer.MAX_VALUE, System.nanoTime() - start);
    }
  }

  private static void print(int threads, double perSecond, int[] nanos) {
    Arrays.parallelSort(nanos);
    System.out.printf(
        Locale.ROOT,
        "threads=%d appends=%d per_second=%.0f mean=%.0f ns p50=%d ns p99=%d ns p99.9=%d ns"
            + " p99.99=%d ns worst=%.3f ms%n",
        threads,
        nanos.length,
        perSecond,
        Arrays.stream(nanos).average().orElse(0),
        at(nanos, 0.5),
        at(nanos, 0.99),
        at(nanos, 0.999),
        at(nanos, 0.9999),
        nanos[nanos.length - 1] / 1e6);
  }

  private static int at(int[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * quantile))];
  }
}
