package io.tachograph.bench;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/**
 * Verification of 1,200,000 entries with bodies of 300 bytes, files in the page cache, beside
 * SHA-256 alone over the same number of the same records on all cores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class VerifyBenchmark {
  /** More than one page of Chronicle's own index holds. */
  private static final int ENTRIES = 1_200_000;

  private static final int BODY_BYTES = 300;

  /** Records that are hashed over and over: few enough for a core's cache. */
  private static final int RECORDS = 500;

  private static final int HASH_BYTES = 32;
  private static final int NODE_BYTES = 1 + 2 * HASH_BYTES;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private Path folder;
  private ExecutorService cores;
  private byte[] records;
  private int recordBytes;

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
    cores = Executors.newFixedThreadPool(CORES);
    readRecords();
  }

  /** Takes the middle of the ledger: its first entries say who writes it. */
  private void readRecords() throws IOException {
    List<byte[]> entries = new ArrayList<>();
    try (EntryReader reader = EntryReader.open(new LedgerFolder(folder))) {
      for (int i = 0; i < 2 * RECORDS; i++) {
        EntryReader.Located located = reader.next();
        if (located == null) {
          throw new IllegalStateException("too few entries: seq=" + i);
        }
        if (i >= RECORDS) {
          entries.add(located.entry().toBytes());
        }
      }
    }
    recordBytes = 1 + entries.stream().mapToInt(entry -> entry.length).sum() / RECORDS;
    records = new byte[RECORDS * recordBytes];
    for (int i = 0; i < RECORDS; i++) {
      byte[] entry = entries.get(i);
      int length = Math.min(entry.length, recordBytes - 1);
      System.arraycopy(entry, 0, records, i * recordBytes + 1, length);
    }
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    cores.shutdown();
    Folders.delete(folder);
  }

  /** Entries a second that are verified. */
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

  /** Records a second that are hashed on all cores, and nothing else is done. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public int sha256Alone() throws ExecutionException, InterruptedException {
    return onAllCores(false);
  }

  /** The same, and a node of the Merkle tree for each of them. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public int sha256AloneWithTree() throws ExecutionException, InterruptedException {
    return onAllCores(true);
  }

  private int onAllCores(boolean withTree) throws ExecutionException, InterruptedException {
    List<Future<Integer>> parts = new ArrayList<>();
    for (int core = 0; core < CORES; core++) {
      parts.add(cores.submit(() -> hash(ENTRIES / CORES, withTree)));
    }
    int sum = 0;
    for (Future<Integer> part : parts) {
      sum += part.get();
    }
    return sum;
  }

  private int hash(int count, boolean withTree) throws NoSuchAlgorithmException, DigestException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] node = new byte[NODE_BYTES];
    int sum = 0;
    for (int i = 0; i < count; i++) {
      digest.update(records, i % RECORDS * recordBytes, recordBytes);
      digest.digest(node, 1, HASH_BYTES);
      if (withTree) {
        digest.update(node, 0, NODE_BYTES);
        digest.digest(node, 1 + HASH_BYTES, HASH_BYTES);
      }
      sum += node[1];
    }
    return sum;
  }
}
