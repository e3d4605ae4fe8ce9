package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleLedgerTest extends LedgerContract {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final long START_NANOS = 20_000 * DAY_NANOS + DAY_NANOS / 2;

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("service");
  }

  @Override
  ChronicleLedger open(LedgerSettings settings) {
    return ChronicleLedger.open(folder(), settings);
  }

  private List<Path> rollFiles() throws Exception {
    try (Stream<Path> files = Files.list(folder().resolve(ChronicleLedger.QUEUE_FOLDER))) {
      return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
    }
  }

  @Test
  void theChainGoesOnAcrossRestarts() {
    UUID id;
    try (Ledger ledger = open()) {
      id = ledger.id();
      append(ledger, "{}");
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.id()).isEqualTo(id);
      assertThat(ledger.origin()).isEqualTo("tachograph/" + id);
      append(ledger, "{}");
      List<Entry> entries = readAll(ledger, 0);
      assertThat(entries)
          .extracting(Entry::type)
          .containsExactly(
              "ledger_created",
              "ledger_opened",
              "task_start",
              "ledger_closed",
              "ledger_opened",
              "task_start");
      assertChained(entries, 0, Hash.ZERO);
    }
  }

  @Test
  void theConfiguredOriginIsKept() {
    LedgerSettings named = LedgerSettings.defaults().withOrigin("example.org/audit");
    open(named).close();
    try (Ledger ledger = open()) {
      assertThat(ledger.origin()).isEqualTo("example.org/audit");
    }
    assertThatThrownBy(() -> named.withOrigin("a\"b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theChainGoesOnAcrossRollFilesAndACursorFindsEverySeqInThem() throws Exception {
    AtomicLong now = new AtomicLong(START_NANOS);
    LedgerSettings settings = LedgerSettings.defaults().withClock(now::get);
    try (Ledger ledger = open(settings);
        LedgerCursor following = ledger.read(0)) {
      for (int day = 0; day < 4; day++) {
        for (int i = 0; i < 300; i++) {
          append(ledger, "{\"day\":" + day + "}");
        }
        now.addAndGet(day == 1 ? 3 * DAY_NANOS : DAY_NANOS);
      }
      assertThat(rollFiles()).hasSize(4);
      List<Entry> entries = readAll(ledger, 0);
      assertThat(entries).hasSize(1202);
      assertChained(entries, 0, Hash.ZERO);
      for (int from = 0; from < 1202; from += 7) {
        assertThat(readAll(ledger, from)).isEqualTo(entries.subList(from, 1202));
      }
      for (Entry entry : entries) {
        assertThat(following.next()).isEqualTo(entry);
      }
    }
    try (Ledger ledger = open(settings)) {
      assertThat(rollFiles()).hasSize(5);
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
    }
  }

  @Test
  void aClockThatStepsBackNeverGoesBackToAnEarlierRollFile() throws Exception {
    AtomicLong now = new AtomicLong(START_NANOS);
    LedgerSettings settings = LedgerSettings.defaults().withClock(now::get);
    try (Ledger ledger = open(settings)) {
      now.addAndGet(DAY_NANOS);
      append(ledger, "{\"n\":1}");
      now.addAndGet(-2 * DAY_NANOS);
      append(ledger, "{\"n\":2}");
    }
    assertThat(rollFiles()).hasSize(2);
    try (Ledger ledger = open(settings)) {
      append(ledger, "{\"n\":3}");
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
      assertThat(readAll(ledger, 3).get(0).timeNanos()).isEqualTo(START_NANOS - DAY_NANOS);
    }
    assertThat(rollFiles()).hasSize(2);
  }

  @Test
  void aSecondWriterIsRefusedAndHarmsNothing() {
    try (Ledger ledger = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.LOCKED))
          .hasMessageContaining("path=" + folder());
      append(ledger, "{}");
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
    }
    open().close();
  }

  @Test
  void aWriterInAnotherProcessIsRefusedToo() throws Exception {
    Files.createDirectories(folder());
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("locked");
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.LOCKED));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    open().close();
  }

  @Test
  void behindADamagedLastEntryTheChainGoesOnInANewFileThatSaysSo() throws Exception {
    for (String change : List.of("ledger_closed=Ledger_closed", "entries=entrieZ")) {
      try (Ledger ledger = open()) {
        append(ledger, "{\"mark\":\"find me\"}");
      }
      LedgerHead head;
      try (Ledger ledger = open()) {
        head = ledger.head();
        ledger.finish();
        head = ledger.head();
      }
      int files = rollFiles().size();
      Path file = rollFiles().get(files - 1);
      byte[] before = Files.readAllBytes(file);
      String[] fromTo = change.split("=", -1);
      int offset = new String(before, StandardCharsets.ISO_8859_1).lastIndexOf(fromTo[0]);
      try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
        raw.seek(offset);
        raw.write(fromTo[1].getBytes(StandardCharsets.US_ASCII));
      }
      byte[] damaged = Files.readAllBytes(file);
      try (Ledger ledger = open();
          LedgerCursor cursor = ledger.read(head.seq() + 1)) {
        Entry first = cursor.next();
        assertThat(first.type()).isEqualTo("ledger_damaged");
        assertThat(first.prev()).isEqualTo(head.hash());
        assertThat(first.bodyText())
            .contains(change.startsWith("entries") ? "hash_mismatch" : "malformed")
            .contains("\"seq\":" + head.seq())
            .contains(String.valueOf(file.getFileName()));
        assertThat(cursor.next().type()).isEqualTo("ledger_opened");
        append(ledger, "{}");
      }
      assertThat(rollFiles()).hasSize(files + 1);
      byte[] after = Files.readAllBytes(file);
      int end = offset + fromTo[0].length();
      assertThat(Arrays.mismatch(after, 4096, end, damaged, 4096, end))
          .as("nothing written was changed")
          .isNegative();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAClearError() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(
            () -> ChronicleLedger.open(file.resolve("service"), LedgerSettings.defaults()))
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.STORAGE))
        .hasMessageContaining("path=" + file.resolve("service"));
  }
}
