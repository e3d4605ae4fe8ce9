package io.tachograph.bench;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Verification of 1,200,000 entries with bodies of 300 bytes, files in the page cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VerifyBenchmark {
  /** More than one page of Chronicle's own index holds. */
  private static final int ENTRIES = 1_200_000;

  private static final int BODY_BYTES = 300;

  private Path folder;

  /** Writes the ledger. */
  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("verify");
    String start = "{\"task_id\":\"t\",\"data\":{\"text\":\"";
    String end = "\"}}";
    byte[] body =
        (start + "x".repeat(BODY_BYTES - start.length() - end.length()) + end)
            .getBytes(StandardCharsets.UTF_8);
    EventType[] types = {EventType.of("task_start"), EventType.of("task_completed")};
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      for (int i = 0; i < ENTRIES; i++) {
        ledger.append(1, i, types[i % 2], body, 0, body.length);
      }
    }
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    Folders.delete(folder);
  }

  /** Entries a second. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public LedgerReport entries() throws IOException {
    LedgerReport report =
        LedgerVerifier.verify(
            new LedgerFolder(folder), LedgerVerifier.Expectation.NONE, Progress.NONE);
    if (!report.intact()) {
      throw new IllegalStateException("not intact: " + report.findings());
    }
    return report;
  }
}
