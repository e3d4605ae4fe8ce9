package io.tachograph.ledger;

import static io.tachograph.ledger.LedgerContract.append;
import static io.tachograph.ledger.LedgerContract.assertChained;
import static io.tachograph.ledger.LedgerContract.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the disk may do to a writer, each for real. */
@Timeout(120)
class StorageFaultsTest {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final long START_NANOS = 20_000 * DAY_NANOS + DAY_NANOS / 2;
  private static final String BODY = "{\"text\":\"" + "x".repeat(3_000) + "\"}";
  private static final int CALLS_ON_THE_FULL_DISK = 10_000;

  @TempDir Path temp;

  private static void assertStorage(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.STORAGE));
  }

  /** Appends until that fails, and returns how many were appended. */
  private static int appendUntilFull(Ledger ledger, String body) {
    int appended = 0;
    Throwable thrown = null;
    while (thrown == null) {
      thrown = catchThrowable(() -> append(ledger, body));
      appended += thrown == null ? 1 : 0;
    }
    assertStorage(thrown);
    assertThat(thrown).hasMessageContaining("nothing was appended").hasMessageContaining("path=");
    return appended;
  }

  @Test
  void aFullDiskIsAnErrorOfEachAppendAndRecordingResumesWithSpace() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), "64m")) {
      Path folder = disk.root().resolve("service");
      try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
        append(ledger, "{}");
        disk.fill();
        int appended = 1 + appendUntilFull(ledger, BODY);
        for (int i = 0; i < CALLS_ON_THE_FULL_DISK; i++) {
          assertStorage(catchThrowable(() -> append(ledger, BODY)));
        }
        assertThat(ledger.head().seq()).isEqualTo(1 + appended);
        disk.makeSpace();
        assertThat(append(ledger, BODY)).isEqualTo(2 + appended);
        List<Entry> entries = readAll(ledger, 0);
        assertThat(entries).hasSize(3 + appended);
        assertChained(entries, 0, Hash.ZERO);
      }
      try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
        assertChained(readAll(ledger, 0), 0, Hash.ZERO);
      }
    }
  }

  @Test
  void aBatchThatFillsTheDiskSaysHowManyOfItAreIn() throws Exception {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    EntryBatch batch = new EntryBatch();
    for (int i = 0; i < 30_000; i++) {
      batch.add(1, i, LedgerContract.TYPE, body, 0, body.length);
    }
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), "64m");
        Ledger ledger =
            ChronicleLedger.open(disk.root().resolve("service"), LedgerSettings.defaults())) {
      Throwable thrown = catchThrowable(() -> ledger.appendAll(batch));
      assertStorage(thrown);
      int appended = ((LedgerException) thrown).appended();
      assertThat(appended).isPositive();
      assertThat(ledger.head().seq()).isEqualTo(1 + appended);
      List<Entry> entries = readAll(ledger, 0);
      assertThat(entries).hasSize(2 + appended);
      assertChained(entries, 0, Hash.ZERO);
    }
  }

  @Test
  void theNextRollFileIsNotBegunOnAFullDiskUntilTheOldOneIsUsedUp() throws Exception {
    AtomicLong now = new AtomicLong(START_NANOS);
    LedgerSettings settings = LedgerSettings.defaults().withClock(now::get);
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), "64m")) {
      Path folder = disk.root().resolve("service");
      try (Ledger ledger = ChronicleLedger.open(folder, settings)) {
        append(ledger, "{}");
        disk.fill();
        now.addAndGet(DAY_NANOS);
        append(ledger, BODY);
        assertThat(rollFiles(folder)).hasSize(1);
        appendUntilFull(ledger, BODY);
        disk.makeSpace();
        now.addAndGet(DAY_NANOS);
        append(ledger, BODY);
        assertThat(rollFiles(folder)).hasSize(2);
        assertChained(readAll(ledger, 0), 0, Hash.ZERO);
      }
    }
  }

  @Test
  void aLedgerCannotBeOpenedOnAFullDiskAndThatHarmsNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), "64m")) {
      Path folder = disk.root().resolve("service");
      disk.fill();
      assertStorage(
          catchThrowable(() -> ChronicleLedger.open(folder, LedgerSettings.defaults()).close()));
      disk.makeSpace();
      try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
        append(ledger, "{}");
        disk.fill();
        appendUntilFull(ledger, BODY);
        appendUntilFull(ledger, "{}");
        assertStorage(catchThrowable(ledger::finish));
        disk.makeSpace();
      }
      try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
        assertChained(readAll(ledger, 0), 0, Hash.ZERO);
      }
    }
  }

  @Test
  void aFolderThatIsMovedAwayIsNoticedAndRecordingResumesWhenItIsBack() throws Exception {
    Path folder = temp.resolve("service");
    Path elsewhere = temp.resolve("elsewhere");
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      append(ledger, "{}");
      Files.move(folder, elsewhere, StandardCopyOption.ATOMIC_MOVE);
      Throwable thrown = null;
      while (thrown == null) {
        thrown = catchThrowable(() -> append(ledger, "{}"));
        Thread.sleep(20);
      }
      assertStorage(thrown);
      assertThat(thrown).hasMessageContaining("was moved or deleted");
      Files.move(elsewhere, folder, StandardCopyOption.ATOMIC_MOVE);
      append(ledger, "{}");
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
    }
  }

  @Test
  void aFolderThatIsDeletedIsAnErrorOfEachAppendAndNoMore() throws Exception {
    Path folder = temp.resolve("service");
    Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults());
    append(ledger, "{}");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Throwable thrown = null;
    while (thrown == null) {
      thrown = catchThrowable(() -> append(ledger, "{}"));
      Thread.sleep(20);
    }
    assertStorage(thrown);
    assertStorage(catchThrowable(() -> append(ledger, "{}")));
    assertStorage(catchThrowable(ledger::close));
    try (Ledger anew = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      assertThat(anew.head().seq()).isEqualTo(1);
    }
  }

  @Test
  void aRollFileThatCannotBeMadeLeavesTheWriterInTheOldOne() throws Exception {
    AtomicLong now = new AtomicLong(START_NANOS);
    LedgerSettings settings = LedgerSettings.defaults().withClock(now::get);
    Path folder = temp.resolve("service");
    try (Ledger ledger = ChronicleLedger.open(folder, settings)) {
      append(ledger, "{}");
      // A folder of that name stands for every way in which a file cannot be made.
      String next = rollFiles(folder).get(0).getFileName().toString().substring(0, 6);
      Path inTheWay = folder.resolve(ChronicleLedger.QUEUE_FOLDER).resolve(next + "05F.precreated");
      Files.createDirectory(inTheWay);
      now.addAndGet(DAY_NANOS);
      append(ledger, "{}");
      assertThat(rollFiles(folder)).hasSize(1);
      Files.delete(inTheWay);
      now.addAndGet(2_000_000_000L);
      append(ledger, "{}");
      assertThat(rollFiles(folder)).hasSize(2);
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
    }
  }

  @Test
  void whatAKilledWriterLeftBehindTheEndIsKept() throws Exception {
    Path folder = temp.resolve("service");
    long end;
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      append(ledger, "{}");
    }
    Path file = rollFiles(folder).get(0);
    end = RollFileEnd.find(file.toFile(), 0);
    byte[] debris = "what a killed writer had copied".getBytes(StandardCharsets.UTF_8);
    for (long at : new long[] {end + 3 * 4096 + 17, end + (1 << 20)}) {
      try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
        raw.seek(at);
        raw.write(debris);
      }
    }
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      append(ledger, "{}");
      assertChained(readAll(ledger, 0), 0, Hash.ZERO);
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "r")) {
      for (long at : new long[] {end + 3 * 4096 + 17, end + (1 << 20)}) {
        byte[] read = new byte[debris.length];
        raw.seek(at);
        raw.readFully(read);
        assertThat(read).isEqualTo(debris);
      }
    }
  }

  @Test
  @Timeout(30)
  void aRollFileThatAKilledProcessHadOnlyBegunIsSetAside() throws Exception {
    AtomicLong now = new AtomicLong(START_NANOS);
    LedgerSettings settings = LedgerSettings.defaults().withClock(now::get);
    Path folder = temp.resolve("service");
    for (byte firstHeader : new byte[] {0, (byte) 0x80}) {
      try (Ledger ledger = ChronicleLedger.open(folder, settings)) {
        append(ledger, "{}");
      }
      List<Path> before = rollFiles(folder);
      Path last = before.get(before.size() - 1);
      now.addAndGet(DAY_NANOS);
      String day = last.getFileName().toString();
      int number = Integer.parseInt(day.substring(0, 8)) + 1;
      byte[] begun = new byte[1 << 20];
      begun[3] = firstHeader;
      Files.write(last.resolveSibling(number + "F.cq4"), begun);
      try (Ledger ledger = ChronicleLedger.open(folder, settings)) {
        append(ledger, "{}");
        assertChained(readAll(ledger, 0), 0, Hash.ZERO);
      }
      assertThat(rollFiles(folder)).hasSize(before.size() + 1);
    }
    try (Stream<Path> files = Files.list(folder.resolve(ChronicleLedger.QUEUE_FOLDER))) {
      assertThat(files.filter(file -> file.toString().endsWith(".discard"))).hasSize(2);
    }
  }

  private static List<Path> rollFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(ChronicleLedger.QUEUE_FOLDER))) {
      return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
    }
  }
}
