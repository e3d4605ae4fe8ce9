package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays out a ledger's roll file byte by byte, as the format says, without the writer. */
final class TestLedger {
  static final int FILE_BYTES = 16 * 4096;

  static final int WRITE_POSITION_OFFSET = 4 + 13 + 4 + 1 + 16;

  private final List<byte[]> excerpts = new ArrayList<>();
  private byte[] prev = new byte[Hash.LENGTH];
  private long seq;

  static TestLedger withEntries(int count) {
    TestLedger ledger = new TestLedger();
    ledger.entry(
        "ledger_created",
        "{\"data\":{\"ledger_id\":\"11111111-1111-4111-8111-111111111111\","
            + "\"origin\":\"tachograph/test\"}}");
    for (int i = 1; i < count; i++) {
      ledger.entry(
          i % 2 == 1 ? "task_start" : "task_completed",
          "{\"task_id\":\"t" + (i + 1) / 2 + "\",\"data\":{\"name\":\"täsk\",\"n\":" + i + "}}");
    }
    return ledger;
  }

  TestLedger entry(String type, String body) {
    return entry(type, body.getBytes(StandardCharsets.UTF_8));
  }

  TestLedger entry(String type, byte[] body) {
    byte[] entry = new byte[Entry.length(EventType.of(type), body.length)];
    Entry.encode(
        entry, 0, seq, 1_000 + seq, prev, 7, seq, EventType.of(type), body, 0, body.length);
    prev = new LeafHasher().hash(entry, 0, entry.length).toBytes();
    seq++;
    return raw(concat(prev, entry));
  }

  TestLedger raw(byte[] excerpt) {
    excerpts.add(excerpt);
    return this;
  }

  List<byte[]> excerpts() {
    return excerpts;
  }

  static byte[] concat(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  /** The whole file, with a queue header that tells the last excerpt's place. */
  byte[] file() {
    return file(excerpts, FILE_BYTES);
  }

  static byte[] file(List<byte[]> excerpts, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(60 | 0x4000_0000);
    header.put("writePosition".getBytes(StandardCharsets.US_ASCII));
    header.putInt(0x8e).put((byte) 0x8d).putLong(2).putLong(2);
    out.writeBytes(header.array());
    int last = 0;
    for (byte[] excerpt : excerpts) {
      last = out.size();
      out.writeBytes(framed(excerpt));
    }
    byte[] file = Arrays.copyOf(out.toByteArray(), size);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(WRITE_POSITION_OFFSET, last);
    return file;
  }

  private static byte[] framed(byte[] excerpt) {
    ByteBuffer framed =
        ByteBuffer.allocate((4 + excerpt.length + 3) & -4).order(ByteOrder.LITTLE_ENDIAN);
    return framed.putInt(excerpt.length).put(excerpt).array();
  }

  /** Where the n-th excerpt's header stands. */
  int offset(int index) {
    int offset = 64;
    for (int i = 0; i < index; i++) {
      offset += (4 + excerpts.get(i).length + 3) & -4;
    }
    return offset;
  }

  /** How many entries there are. */
  long size() {
    return seq;
  }

  static void write(Path dir, byte[]... files) throws IOException {
    Path queue = Files.createDirectories(dir.resolve("ledger"));
    for (int i = 0; i < files.length; i++) {
      Files.write(queue.resolve("2026112" + i + "F.cq4"), files[i]);
    }
  }

  static LedgerReport verify(Path dir, byte[]... files) throws IOException {
    write(dir, files);
    return LedgerVerifier.verify(
        new LedgerFolder(dir), LedgerVerifier.Expectation.NONE, Progress.NONE);
  }
}
