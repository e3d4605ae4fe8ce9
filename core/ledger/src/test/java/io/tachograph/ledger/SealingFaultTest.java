package io.tachograph.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fault table of sealing: each change of a file that sealing and the exchange of keys make, not
 * applied, applied or torn, once and for ever. Afterwards a healthy start finishes what was begun.
 */
@Timeout(300)
class SealingFaultTest {
  private static final EventType TYPE = EventType.of("tested");
  private static final byte[] BODY = "{\"data\":{}}".getBytes(UTF_8);

  @TempDir Path temp;

  /** No checkpoint but those that must be, so that the steps are the same each time. */
  private static LedgerSettings settings() {
    Sealing sealing =
        new Sealing(1_000_000, Duration.ofMillis(50), Duration.ofDays(1), null, (what, e) -> {});
    return LedgerSettings.defaults().withSealing(sealing);
  }

  /** A first run, and a second one in which keys are exchanged; what was appended is counted. */
  private static int run(Path folder, DurableFiles files) throws Exception {
    int appended = 0;
    for (int run = 0; run < 2; run++) {
      try (ChronicleLedger ledger = ChronicleLedger.open(folder, settings(), files)) {
        for (int i = 0; i < 5; i++) {
          ledger.append(1, i, TYPE, BODY, 0, BODY.length);
          appended++;
        }
        // Time for the exchange of keys, which a start begins.
        Thread.sleep(150);
      } catch (LedgerException e) {
        // It could not be opened, or not be closed in order: what was appended counts all the same.
        assertThat(e.reason()).isIn(LedgerException.Reason.STORAGE, LedgerException.Reason.DAMAGED);
      }
    }
    return appended;
  }

  @Test
  void whateverFailsAHealthyStartFinishes() throws Exception {
    FaultyFiles healthy = new FaultyFiles(Integer.MAX_VALUE, FaultyFiles.Fault.NOT_APPLIED, true);
    run(temp.resolve("healthy"), healthy);
    assertThat(healthy.steps())
        .contains(
            "replace current.pem",
            "replace ledger.vkey",
            "append checkpoints",
            "replace next.pem",
            "erase current.pem",
            "move next.pem");
    int steps = healthy.steps().size();
    List<Callable<String>> rows = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      for (FaultyFiles.Fault fault : FaultyFiles.Fault.values()) {
        for (boolean forEver : List.of(true, false)) {
          FaultyFiles files = new FaultyFiles(step, fault, forEver);
          String row = "step=" + step + " fault=" + fault + " forEver=" + forEver;
          rows.add(() -> failureOf(row, files));
        }
      }
    }
    // Each mostly waits, for the disk and for the exchange of keys.
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<String> row : threads.invokeAll(rows)) {
        assertThat(row.get()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** What went wrong, or an empty text. */
  private String failureOf(String row, FaultyFiles files) throws Exception {
    Path folder = temp.resolve(row.replace(' ', ','));
    int appended = run(folder, files);
    try {
      judgeAfterAHealthyRun(folder, appended);
      return "";
    } catch (AssertionError | RuntimeException e) {
      return row + " " + files.steps() + ": " + e;
    }
  }

  private static void judgeAfterAHealthyRun(Path folder, int appended) throws Exception {
    if (appended > 0) {
      VerifierJudge.requireNoFindings(folder);
    }
    List<String> trouble = new ArrayList<>();
    Sealing sealing =
        Sealing.DEFAULT.withTrouble(
            (what, e) -> {
              synchronized (trouble) {
                trouble.add(what + ": " + e);
              }
            });
    try (ChronicleLedger ledger =
        ChronicleLedger.open(folder, LedgerSettings.defaults().withSealing(sealing))) {
      ledger.append(1, 1, TYPE, BODY, 0, BODY.length);
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (ledger.sealedSize() < 2 && System.nanoTime() < end) {
        Thread.sleep(2);
      }
    }
    assertThat(trouble).isEmpty();
    VerifierJudge.requireSealed(folder);
    List<SealJudge.Judged> judged = SealJudge.judge(folder);
    var entries = SealJudge.entries(folder);
    assertThat(judged.get(judged.size() - 1).size()).as("sealed").isEqualTo(entries.size());
    assertThat(entries).filteredOn(entry -> entry.type().equals("tested")).hasSize(appended + 1);
    assertThat(Files.exists(folder.resolve("keys/next.pem"))).as("a key left over").isFalse();
  }
}
