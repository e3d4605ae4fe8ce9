package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.EpochClock;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.Finding;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verifier against files that Chronicle Queue wrote, which it parses itself. */
@Timeout(300)
class RealLedgerTest {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final int PAGE_BYTES = 4096;

  @TempDir Path dir;

  private static void append(Ledger ledger, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ledger.append(1, 2, EventType.of(type), bytes, 0, bytes.length);
  }

  private LedgerReport verify(Path ledger) throws IOException {
    return LedgerVerifier.verify(
        new LedgerFolder(ledger), LedgerVerifier.Expectation.NONE, Progress.NONE);
  }

  private static List<EntryReader.Located> read(Path ledger) throws IOException {
    List<EntryReader.Located> entries = new ArrayList<>();
    try (EntryReader reader = EntryReader.open(new LedgerFolder(ledger))) {
      for (EntryReader.Located at = reader.next(); at != null; at = reader.next()) {
        entries.add(at);
      }
    }
    return entries;
  }

  @Test
  void theReaderSeesExactlyWhatAChronicleTailerSees() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    AtomicLong now = new AtomicLong(20_000 * DAY_NANOS);
    EpochClock clock = now::get;
    Path folder = dir.resolve("tailed");
    List<Entry> tailed = new ArrayList<>();
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults().withClock(clock))) {
      for (int i = 0; i < 3_000; i++) {
        append(ledger, "x.y", "{\"x\":\"" + "z".repeat(random.nextInt(2_000)) + "\"}");
        if (random.nextInt(500) == 0) {
          now.addAndGet(DAY_NANOS * (1 + random.nextInt(2)));
        }
      }
      append(ledger, "big", "{\"x\":\"" + "z".repeat(3_000_000) + "\"}");
      try (LedgerCursor cursor = ledger.read(0)) {
        for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
          tailed.add(entry);
        }
      }
      // A live writer has the files open, and they are judged all the same.
      assertThat(verify(folder).findings()).as("seed=%d", seed).isEmpty();
      assertThat(read(folder).stream().map(EntryReader.Located::entry).toList())
          .as("seed=%d", seed)
          .isEqualTo(tailed);
    }
    assertThat(verify(folder).findings()).as("seed=%d", seed).isEmpty();
  }

  @Test
  void aLedgerThatGrowsByLongEntriesWhileItIsJudgedIsIntact() throws Exception {
    Path folder = dir.resolve("growing");
    String body = "{\"x\":\"" + "z".repeat(2_000_000) + "\"}";
    AtomicBoolean done = new AtomicBoolean();
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 400 && !done.get(); i++) {
                  append(ledger, "big", body);
                }
              });
      writer.start();
      for (int i = 0; i < 8; i++) {
        assertThat(verify(folder).findings()).isEmpty();
      }
      done.set(true);
      writer.join();
    }
    assertThat(verify(folder).findings()).isEmpty();
  }

  /** A small ledger, its one file cut to the pages that hold something, so that it reads fast. */
  private Path small() throws IOException {
    Path folder = dir.resolve("small");
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      for (int i = 0; i < 8; i++) {
        append(ledger, "task_start", "{\"task_id\":\"t" + i + "\",\"data\":{\"n\":" + i + "}}");
      }
    }
    Path file = file(folder);
    List<EntryReader.Located> entries = read(folder);
    long last = entries.get(entries.size() - 1).offset();
    long end = (last / PAGE_BYTES + 2) * PAGE_BYTES;
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(end);
    }
    assertThat(verify(folder).findings()).isEmpty();
    return folder;
  }

  private static Path file(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
      return files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
  }

  private static int length(EntryReader.Located at) {
    return 4 + 32 + at.entry().toBytes().length;
  }

  @Test
  void eachByteOfTheDataExcerptsThatIsFlippedIsFoundAtTheRightSeq() throws Exception {
    Path folder = small();
    Path file = file(folder);
    byte[] bytes = Files.readAllBytes(file);
    List<EntryReader.Located> entries = read(folder);
    assertThat(entries).hasSize(11);
    for (EntryReader.Located at : entries) {
      for (int i = 0; i < length(at); i++) {
        int offset = (int) at.offset() + i;
        byte[] flipped = bytes.clone();
        flipped[offset] ^= (byte) (1 << (i % 8));
        Files.write(file, flipped);
        List<Finding> findings = verify(folder).findings();
        assertThat(findings).as("offset=%d", offset).isNotEmpty();
        assertThat(findings.get(0).seq())
            .as("offset=%d %s", offset, findings)
            .isEqualTo(at.entry().seq());
      }
    }
  }

  @Test
  void aFileCutAnywhereIsFound() throws Exception {
    Path folder = small();
    Path file = file(folder);
    byte[] bytes = Files.readAllBytes(file);
    List<EntryReader.Located> entries = read(folder);
    EntryReader.Located last = entries.get(entries.size() - 1);
    int end = (int) last.offset() + length(last);
    int first = (int) entries.get(0).offset();
    for (int size = 0; size <= end; size += size < first - 100 ? 997 : 1) {
      Files.write(file, Arrays.copyOf(bytes, size));
      assertThat(verify(folder).findings()).as("size=%d", size).isNotEmpty();
      // Filled up again with zeros, as a file system gives back what was lost.
      Files.write(file, Arrays.copyOf(Arrays.copyOf(bytes, size), bytes.length));
      // Up to three bytes of padding behind the last excerpt are zeros anyway.
      if (size < end) {
        assertThat(verify(folder).findings()).as("zeros from size=%d", size).isNotEmpty();
      }
    }
  }

  @Test
  void removedSwappedAndDuplicatedEntriesAreFound() throws Exception {
    Path folder = small();
    Path file = file(folder);
    byte[] bytes = Files.readAllBytes(file);
    List<EntryReader.Located> entries = read(folder);
    int count = entries.size();
    for (int i = 0; i < count; i++) {
      List<Integer> removed = order(count);
      removed.remove(i);
      assertFound(folder, file, bytes, entries, removed);
      List<Integer> duplicated = order(count);
      duplicated.add(i, i);
      assertFound(folder, file, bytes, entries, duplicated);
      if (i > 0) {
        List<Integer> swapped = order(count);
        java.util.Collections.swap(swapped, i - 1, i);
        assertFound(folder, file, bytes, entries, swapped);
      }
    }
  }

  private static List<Integer> order(int count) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(i);
    }
    return order;
  }

  /** Writes the entries in another order behind the queue's own excerpts and verifies that. */
  private void assertFound(
      Path folder, Path file, byte[] bytes, List<EntryReader.Located> entries, List<Integer> order)
      throws IOException {
    int first = (int) entries.get(0).offset();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, first);
    for (int index : order) {
      EntryReader.Located at = entries.get(index);
      out.write(bytes, (int) at.offset(), (length(at) + 3) & -4);
    }
    Files.write(file, Arrays.copyOf(out.toByteArray(), bytes.length + PAGE_BYTES));
    assertThat(verify(folder).findings()).as("order=%s", order).isNotEmpty();
  }
}
