package io.tachograph.ship.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints laid out as in a ledger's file: by size, each once, an empty line behind each. They
 * stand in the topic nearly like that; two shippers, and compaction, leave some out of order. For
 * one thread.
 */
final class NoteStream extends InputStream {
  /** So far may one stand behind its place. */
  private static final int MAX_WAITING = 20_000;

  private static final int MAX_REMEMBERED = 100_000;

  private final Records records;
  private final TreeMap<Place, byte[]> waiting = new TreeMap<>();
  private final Map<String, Boolean> given =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };
  private InputStream current = new ByteArrayInputStream(new byte[0]);
  private boolean ended;

  /** Records of checkpoints, until there is none. */
  interface Records {
    @Nullable ConsumerRecord<String, byte[]> next() throws IOException;
  }

  /** Where a checkpoint stands among the others; its key names size and content. */
  private record Place(long size, String key) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::size).thenComparing(Place::key);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  NoteStream(Records records) {
    this.records = records;
  }

  @Override
  public int read() throws IOException {
    int b = current.read();
    while (b < 0 && advance()) {
      b = current.read();
    }
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = length == 0 ? 0 : current.read(target, offset, length);
    while (count < 0 && advance()) {
      count = current.read(target, offset, length);
    }
    return count;
  }

  private boolean advance() throws IOException {
    while (!ended && waiting.size() < MAX_WAITING) {
      ConsumerRecord<String, byte[]> record = records.next();
      ended = record == null;
      if (record != null && record.value() != null && !given.containsKey(record.key())) {
        long size = TextHeaders.number(record.headers(), TextHeaders.SIZE);
        waiting.put(new Place(size, record.key()), record.value());
      }
    }
    Map.Entry<Place, byte[]> first = waiting.pollFirstEntry();
    if (first == null) {
      return false;
    }
    given.put(first.getKey().key(), Boolean.TRUE);
    ByteArrayOutputStream note = new ByteArrayOutputStream();
    note.writeBytes(first.getValue());
    note.write('\n');
    current = new ByteArrayInputStream(note.toByteArray());
    return true;
  }
}
