package io.tachograph.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.EntryReader.Located;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EntryLocatorTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @TempDir Path dir;

  private static List<Located> read(SealedLedger ledger) throws IOException {
    List<Located> all = new ArrayList<>();
    try (EntryReader reader = EntryReader.open(ledger.folder())) {
      for (Located at = reader.next(); at != null; at = reader.next()) {
        all.add(at);
      }
    }
    return all;
  }

  @Test
  void everyEntryIsFoundWhereAReaderFindsItInWhateverOrder() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 1_500, random);
    List<Located> all = read(ledger);
    assertThat(all).hasSize(1_500);
    List<Located> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
      for (Located at : shuffled) {
        assertThat(locator.locate(at.entry().seq())).as("seed=%d", seed).isEqualTo(at);
      }
      assertThat(locator.locate(1_500)).isNull();
      assertThat(locator.locate(Long.MAX_VALUE)).isNull();
      assertThat(locator.locate(-1)).isNull();
      assertThat(locator.firstSeq()).isZero();
    }
  }

  @Test
  void aReaderGoesOnFromWhereAnEntryWasFound() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 1_500, random);
    List<Located> all = read(ledger);
    try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
      for (int i = 0; i < 20; i++) {
        int seq = random.nextInt(all.size());
        Located at = locator.locate(seq);
        List<Located> rest = new ArrayList<>();
        try (EntryReader reader = EntryReader.openAt(ledger.folder(), at)) {
          for (Located next = reader.next(); next != null; next = reader.next()) {
            rest.add(next);
          }
        }
        assertThat(rest).as("seed=%d", seed).isEqualTo(all.subList(seq, all.size()));
      }
    }
  }

  @Test
  void oneEntryIsFoundWithoutReadingTheOthers() throws Exception {
    SealedLedger ledger = new SealedLedger(dir);
    for (int i = 1; i < 60_000; i++) {
      ledger.entry("task_start", "{\"x\":\"" + "z".repeat(300) + "\"}");
    }
    ledger.write();
    for (int i = 0; i < 20; i++) {
      try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
        int seq = random.nextInt(60_000);
        assertThat(locator.locate(seq).entry().toBytes()).isEqualTo(ledger.entries.get(seq));
        assertThat(locator.bytesRead()).as("seed=%d seq=%d", seed, seq).isLessThan(4_000_000);
      }
    }
  }

  @Test
  void leavesAreReadInAnyOrderAcrossFiles() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 1_500, random);
    try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
      StoredLeaves leaves = new StoredLeaves(locator);
      for (int i = 0; i < 1_500; i++) {
        assertThat(leaves.leaf(i)).as("seed=%d", seed).isEqualTo(ledger.leaves.get(i));
      }
      for (int i = 0; i < 300; i++) {
        int seq = random.nextInt(1_500);
        assertThat(leaves.leaf(seq)).as("seed=%d", seed).isEqualTo(ledger.leaves.get(seq));
      }
    }
  }

  @Test
  void aChangedEntryIsStillFoundAndSaysSo() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 900, random);
    List<Located> all = read(ledger);
    for (int i = 0; i < 50; i++) {
      Located at = all.get(random.nextInt(all.size()));
      Path file = dir.resolve("ledger").resolve(at.file());
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      changed[(int) at.offset() + 4 + 32 + 72 + 12] ^= 1;
      Files.write(file, changed);
      try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
        Located found = locator.locate(at.entry().seq());
        assertThat(found).as("seed=%d %s", seed, at).isNotNull();
        assertThat(found.offset()).isEqualTo(at.offset());
        assertThat(found.entry().hash()).isNotEqualTo(found.storedHash());
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void aBodyThatHoldsAForgedEntryLeadsNobodyAstray() throws Exception {
    SealedLedger other = new SealedLedger(dir.resolve("other"));
    SealedLedger ledger = new SealedLedger(dir.resolve("ledger"));
    for (int i = 1; i < 200; i++) {
      other.entry("x", "{}");
    }
    byte[] forged = Files.readAllBytes(other.write().rollFiles().get(0));
    for (int i = 1; i < 300; i++) {
      byte[] body = Arrays.copyOf(forged, 30_000);
      byte[] entry = new byte[72 + 1 + body.length];
      ByteBuffer fields = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
      fields.put((byte) 1).put((byte) 0).putShort((short) 1).putInt(body.length).putLong(i);
      fields.position(72).put((byte) 'x').put(body);
      ledger.raw(entry);
    }
    ledger.write();
    try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
      for (int seq = 200; seq < 300; seq++) {
        Located found = locator.locate(seq);
        assertThat(found).as("seq=%d", seq).isNotNull();
        assertThat(found.entry().toBytes()).isEqualTo(ledger.entries.get(seq));
      }
      // Below that the forged ones may be found, and are refused by whoever checks their place.
      for (int seq = 1; seq < 200; seq++) {
        assertThat(locator.locate(seq).entry().seq()).isEqualTo(seq);
      }
    }
  }

  @Test
  void bytesThatLookLikeEntriesEverywhereEndTheSearchAndNotTheProcess() throws Exception {
    Path queue = Files.createDirectories(dir.resolve("ledger"));
    ByteBuffer file = ByteBuffer.allocate(24 << 20).order(ByteOrder.LITTLE_ENDIAN);
    int length = 4 << 20;
    while (file.remaining() > length + 200) {
      int at = file.position();
      file.putInt(length).position(at + 36);
      file.put((byte) 1).put((byte) 0).putShort((short) 1).putInt(length - 32 - 73).putLong(0);
      file.position(at + 112);
    }
    Files.write(queue.resolve("20260101F.cq4"), file.array());
    try (EntryLocator locator = EntryLocator.open(new io.tachograph.verifier.LedgerFolder(dir))) {
      Located found = locator.locate(7);
      assertThat(found).isNull();
    }
  }

  @Test
  void rubbishAndMissingEndsGiveNothingOrAnEntryOfThatSeq() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 400, random);
    for (int round = 0; round < 150; round++) {
      List<Path> files = ledger.rollFiles();
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      for (int i = random.nextInt(40); i > 0 && changed.length > 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      Files.write(file, changed);
      try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
        int seq = random.nextInt(400);
        Located found = locator.locate(seq);
        assertThat(found == null ? seq : found.entry().seq()).as("seed=%d", seed).isEqualTo(seq);
        Entry whole = Entry.parse(ledger.entries.get(seq), 0, ledger.entries.get(seq).length);
        assertThat(whole.seq()).isEqualTo(seq);
      }
      Files.write(file, bytes);
    }
  }
}
