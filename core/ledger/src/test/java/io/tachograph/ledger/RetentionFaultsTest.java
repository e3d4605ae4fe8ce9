package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.ledger.FaultyFiles.Fault;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each step of a prune fails, before and after it had its effect, once and for ever. */
@Timeout(300)
class RetentionFaultsTest {
  private static final long PAGE_BYTES = 4096;
  private static final RetentionRule RULE = new RetentionRule.Before(PrunableLedger.day(3));

  @TempDir Path temp;

  private Path original;
  private int number;

  @BeforeEach
  void record() throws Exception {
    original = temp.resolve("original");
    PrunableLedger ledger = new PrunableLedger(original).days(4, 20);
    for (String name : ledger.rollFiles()) {
      // What was allocated ahead need not be copied each time.
      File file = original.resolve(ChronicleLedger.QUEUE_FOLDER).resolve(name).toFile();
      try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
        open.setLength((RollFileEnd.find(file, 0) / PAGE_BYTES + 1) * PAGE_BYTES);
      }
    }
  }

  private Path copy() throws IOException {
    Path copy = temp.resolve("copy-" + number++);
    RetentionTest.copy(original, copy);
    return copy;
  }

  private static void prune(Path folder, DurableFiles files) {
    try (Retention retention = Retention.open(folder, files)) {
      retention.drop(retention.plan(RULE, RetentionTest.ALL));
    }
  }

  /** A writer of another day goes on, and all of it is still sealed. */
  private static void goOn(Path folder) throws Exception {
    PrunableLedger ledger = new PrunableLedger(folder);
    for (int i = 0; i < 5; i++) {
      ledger.nextDay();
    }
    ledger.run(10);
    PrunableLedger.judge(folder);
  }

  @Test
  void whereverItFailsTheLedgerIsWholeAndIsFinished() throws Exception {
    FaultyFiles none = new FaultyFiles(0, Fault.NOT_APPLIED, false);
    Path whole = copy();
    prune(whole, none);
    assertThat(new PrunableLedger(whole).rollFiles()).hasSize(1);
    assertThat(none.steps()).hasSizeGreaterThan(7);
    for (int step = 1; step <= none.steps().size(); step++) {
      for (Fault fault : Fault.values()) {
        fail(step, fault, false);
        if (fault != Fault.TORN) {
          fail(step, fault, true);
        }
      }
    }
  }

  private void fail(int step, Fault fault, boolean forEver) throws Exception {
    Path folder = copy();
    FaultyFiles files = new FaultyFiles(step, fault, forEver);
    assertThatThrownBy(() -> prune(folder, files))
        .as("step=%d fault=%s forEver=%s", step, fault, forEver)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("path=");
    PrunableLedger.judge(folder);
    boolean decided = Files.exists(folder.resolve("pruned/boundary"));
    if (step % 2 == 0) {
      goOn(folder);
      // The start of the writer finishes what was decided, and nothing else.
      assertThat(new PrunableLedger(folder).rollFiles()).hasSize(decided ? 2 : 5);
    }
    prune(folder, new DiskFiles());
    PrunableLedger.judge(folder);
    List<String> left = new PrunableLedger(folder).rollFiles();
    assertThat(left).hasSize(step % 2 == 0 ? 2 : 1);
    if (step % 2 == 1) {
      goOn(folder);
    }
  }

  @Test
  void aWriterThatCannotFinishWritesAllTheSame() throws Exception {
    Path folder = copy();
    FaultyFiles none = new FaultyFiles(0, Fault.NOT_APPLIED, false);
    prune(copy(), none);
    FaultyFiles failing = new FaultyFiles(none.steps().size() - 1, Fault.NOT_APPLIED, true);
    assertThatThrownBy(() -> prune(folder, failing)).isInstanceOf(LedgerException.class);
    PrunableLedger ledger = new PrunableLedger(folder);
    assertThat(ledger.rollFiles()).hasSize(3);
    try (ChronicleLedger open =
        ChronicleLedger.open(
            folder, ledger.settings(), new FaultyFiles(1, Fault.NOT_APPLIED, false))) {
      PrunableLedger.append(open, 10);
      PrunableLedger.awaitSealed(open, open.head().seq());
    }
    assertThat(ledger.trouble).singleElement().asString().contains("pruned");
    assertThat(ledger.rollFiles()).hasSize(3);
    PrunableLedger.judge(folder);
    goOn(folder);
    assertThat(ledger.rollFiles()).hasSize(2);
  }

  @Test
  void aProcessThatDiesInsideOfAPruneLeavesAWholeLedger() throws Exception {
    FaultyFiles none = new FaultyFiles(0, Fault.NOT_APPLIED, false);
    prune(copy(), none);
    int boundary = none.steps().indexOf("replace boundary") + 1;
    assertThat(boundary).isPositive();
    for (int step : new int[] {boundary - 1, boundary, boundary + 1, none.steps().size()}) {
      for (Fault fault : List.of(Fault.NOT_APPLIED, Fault.APPLIED)) {
        Path folder = copy();
        assertThat(halted(folder, step, fault)).as("step=%d fault=%s", step, fault).isTrue();
        PrunableLedger.judge(folder);
        goOn(folder);
        prune(folder, new DiskFiles());
        PrunableLedger.judge(folder);
        assertThat(new PrunableLedger(folder).rollFiles()).hasSize(2);
      }
    }
  }

  private static boolean halted(Path folder, int step, Fault fault) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DyingPrune.class.getName());
    command.addAll(List.of(folder.toString(), String.valueOf(step), fault.name()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue() == DyingPrune.EXIT_HALTED;
    } finally {
      process.destroyForcibly();
    }
  }
}
