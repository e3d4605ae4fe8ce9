package io.tachograph.ship;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import io.tachograph.verifier.StreamVerifier;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Judges ledgers where they were shipped to, several at once. */
final class FarVerification {
  private FarVerification() {}

  /**
   * What came of one ledger.
   *
   * @param report what its entries and checkpoints say, or null if it could not be read
   * @param comparison how it stands to its folder here, or null if it was not held against one
   * @param failure why it could not be read, or null
   */
  record Judged(
      ShippedLedger ledger,
      @Nullable LedgerReport report,
      @Nullable Comparison comparison,
      @Nullable Throwable failure) {
    Verified result() {
      if (report == null) {
        return Verified.UNREADABLE;
      }
      boolean differs = comparison != null && !comparison.agrees();
      return report.intact() && !differs ? Verified.OK : Verified.FINDINGS;
    }
  }

  /**
   * Judges them.
   *
   * @param folders ledgers here to hold them against, by id
   * @param known what is known of them from elsewhere, but for their ids
   * @param threads how many at once
   * @param judged hears of each, in order
   */
  static void of(
      Source source,
      List<ShippedLedger> ledgers,
      Map<String, LedgerFolder> folders,
      Expectation known,
      int threads,
      Consumer<Judged> judged)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads, FarVerification::thread);
    try {
      Map<ShippedLedger, Future<Judged>> all = new LinkedHashMap<>();
      for (ShippedLedger ledger : ledgers) {
        LedgerFolder folder = folders.get(ledger.id().toString());
        all.put(ledger, pool.submit(() -> judge(source, ledger, folder, known)));
      }
      for (Map.Entry<ShippedLedger, Future<Judged>> one : all.entrySet()) {
        try {
          judged.accept(one.getValue().get());
        } catch (ExecutionException e) {
          // The others are judged all the same.
          judged.accept(new Judged(one.getKey(), null, null, e.getCause()));
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tachograph-verify");
    thread.setDaemon(true);
    return thread;
  }

  private static Judged judge(
      Source source, ShippedLedger ledger, @Nullable LedgerFolder folder, Expectation known)
      throws IOException {
    Expectation expectation =
        new Expectation(
            ledger.id().toString(),
            known.origin(),
            known.vkey(),
            known.checkpoint(),
            known.digests());
    LedgerReport report;
    try (Source.Stream stream = source.open(ledger)) {
      report = StreamVerifier.verify(stream, expectation);
    }
    if (folder == null) {
      return new Judged(ledger, report, null, null);
    }
    try (Source.Stream stream = source.open(ledger)) {
      return new Judged(ledger, report, Comparison.of(stream, folder), null);
    }
  }
}
