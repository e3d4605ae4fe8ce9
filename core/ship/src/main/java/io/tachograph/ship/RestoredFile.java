package io.tachograph.ship;

import io.tachograph.format.ExcerptLayout;
import io.tachograph.format.Hash;
import io.tachograph.verifier.StreamedEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * A roll file that is written from entries, framed as docs/format.md says, with what of the queue's
 * header a reader needs. Nobody goes on writing it. For one thread.
 */
final class RestoredFile implements AutoCloseable {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'F.cq4'");
  private static final int PAGE_BYTES = 4096;
  private static final int BUFFER_BYTES = 1 << 18;
  private static final byte[] WRITE_POSITION = "writePosition".getBytes(StandardCharsets.US_ASCII);

  /** Two numbers behind their count: what a reader looks for behind the field's name. */
  private static final byte ARRAY = (byte) 0x8d;

  private static final int HEADER_BYTES = 60;
  private static final int POSITION_OFFSET =
      ExcerptLayout.HEADER_BYTES + WRITE_POSITION.length + 1 + 2 * Long.BYTES;

  private final LocalDate day;
  private final FileChannel channel;
  private final OutputStream out;
  private long size;
  private long last;

  RestoredFile(Path folder, LocalDate day) throws IOException {
    this.day = day;
    this.channel =
        FileChannel.open(
            folder.resolve(NAME.format(day)),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    byte[] header = new byte[ExcerptLayout.HEADER_BYTES + HEADER_BYTES];
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(HEADER_BYTES | ExcerptLayout.METADATA_BIT).put(WRITE_POSITION);
    fields.put(ARRAY).putLong(2).putLong(2);
    write(header);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    size += bytes.length;
  }

  /** The day whose entries it holds. */
  LocalDate day() {
    return day;
  }

  void add(StreamedEntry entry) throws IOException {
    int length = Hash.LENGTH + entry.length();
    byte[] framed = new byte[(int) ExcerptLayout.next(0, length)];
    ByteBuffer.wrap(framed).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
    entry.storedHash().copyTo(framed, ExcerptLayout.HEADER_BYTES);
    entry.copyTo(framed, ExcerptLayout.HEADER_BYTES + Hash.LENGTH);
    last = size;
    write(framed);
  }

  /** Another file follows. */
  void roll() throws IOException {
    byte[] mark = new byte[ExcerptLayout.HEADER_BYTES];
    ByteBuffer.wrap(mark).order(ByteOrder.LITTLE_ENDIAN).putInt(ExcerptLayout.END_MARK);
    write(mark);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      // No header more: a zero, and the rest of the page.
      write(new byte[ExcerptLayout.HEADER_BYTES]);
      write(new byte[(int) (-size & (PAGE_BYTES - 1))]);
      out.flush();
      ByteBuffer position = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(position.putLong(last).flip(), POSITION_OFFSET);
      channel.force(true);
    }
  }
}
