package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tachograph.format.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That {@link Durability#FSYNC} reaches the kernel, as the kernel sees it. */
@Timeout(120)
class DurabilityTest {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path temp;

  /**
   * How many syncs of roll files a process made that appended so much.
   *
   * @param slowerByMicros what each sync takes more than it does on this disk
   */
  private long syncs(int threads, int each, int slowerByMicros) throws Exception {
    Path trace = temp.resolve("trace");
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-y", "-o", trace.toString()));
    command.addAll(List.of("-e", "trace=fsync,fdatasync"));
    if (slowerByMicros > 0) {
      command.addAll(List.of("-e", "inject=fsync,fdatasync:delay_enter=" + slowerByMicros));
    }
    command.add(JAVA);
    for (String opened : List.of("java.lang.reflect", "sun.nio.ch", "jdk.internal.ref")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SyncedHost.class.getName()));
    command.add(temp.resolve("service").toString());
    command.addAll(List.of(String.valueOf(threads), String.valueOf(each)));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(temp.resolve("out").toFile())
              .start();
    } catch (IOException e) {
      System.out.println("SKIPPED: there is no strace, no sync is shown to reach the kernel");
      assumeTrue(false, "there is no strace");
      throw e;
    }
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    String out = Files.readString(temp.resolve("out"));
    boolean traced = !out.contains("ptrace");
    if (!traced) {
      System.out.println("SKIPPED: strace may not trace here, no sync is shown: " + out);
    }
    assumeTrue(traced, "strace may not trace here");
    assertThat(process.exitValue()).as(out).isZero();
    try (Stream<String> lines = Files.lines(trace)) {
      return lines.filter(line -> line.contains("sync(") && line.contains(".cq4")).count();
    }
  }

  @Test
  void eachAppendOfOneThreadIsSyncedByTheKernel() throws Exception {
    assertThat(syncs(1, 100, 0)).isGreaterThanOrEqualTo(100);
  }

  @Test
  void manyThreadsShareTheSyncs() throws Exception {
    // On a disk so fast that a sync is over before another thread has come, there is none to share.
    assertThat(syncs(8, 200, 5_000)).isBetween(1L, 8 * 200L / 2);
  }

  @Test
  void rollFilesAreSyncedAcrossARollOver() {
    AtomicLong now = new AtomicLong(20_000 * DAY_NANOS);
    LedgerSettings settings =
        LedgerSettings.defaults().withClock(now::get).withDurability(Durability.FSYNC);
    try (Ledger ledger = ChronicleLedger.open(temp.resolve("service"), settings)) {
      for (int day = 0; day < 3; day++) {
        LedgerContract.append(ledger, "{}");
        now.addAndGet(DAY_NANOS);
      }
      Thread.currentThread().interrupt();
      LedgerContract.append(ledger, "{}");
      assertThat(Thread.interrupted()).isTrue();
      LedgerContract.assertChained(LedgerContract.readAll(ledger, 0), 0, Hash.ZERO);
    }
  }
}
