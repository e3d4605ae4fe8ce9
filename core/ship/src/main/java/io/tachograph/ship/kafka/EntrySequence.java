package io.tachograph.ship.kafka;

import io.tachograph.format.Hash;
import io.tachograph.verifier.StreamedEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a ledger's records, as they stand in a partition, its entries once and in order. What
 * was written twice is dropped if it is the same, and said if it is not. What was written behind a
 * hole, which a failed write leaves, waits until the hole is filled; if it never is, the entries
 * are handed on as they are, for whoever judges them to find it. For one thread.
 */
final class EntrySequence {
  /** Of so many entries it is known whether one that comes again is the same. */
  private static final int REMEMBERED = 1 << 20;

  /** A write is at most half as much. */
  private static final int MAX_HELD = 8_192;

  private static final long MAX_HELD_BYTES = 48 << 20;
  private static final int MAX_SAID = 100;

  private final Queue<StreamedEntry> ready = new ArrayDeque<>();
  private final TreeMap<Long, Held> held = new TreeMap<>();
  private final List<String> disagreements = new ArrayList<>();
  private long[] fingerprints = new long[1 << 10];
  private long heldBytes;
  private long next;
  private long uncompared;

  /** A record whose turn has not come. */
  private record Held(StreamedEntry entry, long after) {}

  /** Takes the next record of the ledger. */
  void take(ConsumerRecord<String, byte[]> record) {
    long seq = TextHeaders.number(record.headers(), TextHeaders.SEQ);
    Hash hash = TextHeaders.hash(record.headers());
    if (seq < 0 || hash == null || record.value() == null) {
      say("a record is no entry, or does not say which: " + place(record));
      return;
    }
    long after = EntryRecords.after(record, seq);
    StreamedEntry entry =
        new StreamedEntry(
            record.topic() + "-" + record.partition(),
            seq,
            hash,
            record.value(),
            EntryRecords.disagreement(record, seq));
    if (seq < next) {
      compare(seq, hash, record);
    } else if (after == next - 1) {
      accept(entry);
      release();
    } else {
      hold(entry, after, record);
    }
  }

  /** There are no more records. */
  void end() {
    while (!held.isEmpty()) {
      giveUpHole();
    }
  }

  /** An entry whose turn it is, or null. */
  @Nullable StreamedEntry poll() {
    return ready.poll();
  }

  /** The seq behind the last entry. */
  long next() {
    return next;
  }

  /** What is wrong with the records and cannot be seen in the entries. */
  List<String> disagreements() {
    List<String> all = new ArrayList<>(disagreements);
    if (uncompared > 0) {
      all.add(
          "entries are repeated so far behind that they were not compared: count=" + uncompared);
    }
    return all;
  }

  private void accept(StreamedEntry entry) {
    long seq = entry.offset();
    int slot = (int) (seq % REMEMBERED);
    if (slot >= fingerprints.length) {
      fingerprints = Arrays.copyOf(fingerprints, size(slot));
    }
    fingerprints[slot] = fingerprint(entry.storedHash());
    next = seq + 1;
    ready.add(entry);
  }

  private static int size(int slot) {
    return Math.min(REMEMBERED, Math.max(2 * slot, 1 << 10));
  }

  private static long fingerprint(Hash hash) {
    return Long.parseUnsignedLong(hash.toHex(), 0, 16, 16);
  }

  private void compare(long seq, Hash hash, ConsumerRecord<String, byte[]> record) {
    if (seq < next - REMEMBERED) {
      uncompared++;
    } else if (fingerprints[(int) (seq % REMEMBERED)] != fingerprint(hash)) {
      conflict(seq, record);
    }
  }

  private void conflict(long seq, ConsumerRecord<String, byte[]> record) {
    say("another entry of the same seq: seq=" + seq + " " + place(record));
  }

  private void hold(StreamedEntry entry, long after, ConsumerRecord<String, byte[]> record) {
    Held before = held.putIfAbsent(entry.offset(), new Held(entry, after));
    if (before == null) {
      heldBytes += entry.length();
    } else if (!before.entry().storedHash().equals(entry.storedHash())) {
      conflict(entry.offset(), record);
    }
    while (held.size() > MAX_HELD || heldBytes > MAX_HELD_BYTES) {
      giveUpHole();
    }
  }

  /** Hands on what follows now. */
  private void release() {
    for (Map.Entry<Long, Held> first = held.firstEntry();
        first != null && (first.getKey() < next || first.getValue().after() == next - 1);
        first = held.firstEntry()) {
      StreamedEntry entry = unhold(first);
      if (entry.offset() >= next) {
        accept(entry);
      } else if (fingerprints[(int) (entry.offset() % REMEMBERED)]
          != fingerprint(entry.storedHash())) {
        say("another entry of the same seq: seq=" + entry.offset() + " in " + entry.file());
      }
    }
  }

  private void giveUpHole() {
    Map.Entry<Long, Held> first = held.firstEntry();
    if (first != null) {
      accept(unhold(first));
      release();
    }
  }

  private StreamedEntry unhold(Map.Entry<Long, Held> one) {
    held.remove(one.getKey());
    heldBytes -= one.getValue().entry().length();
    return one.getValue().entry();
  }

  private void say(String what) {
    if (disagreements.size() < MAX_SAID) {
      disagreements.add(what);
    }
  }

  private static String place(ConsumerRecord<String, byte[]> record) {
    return "topic=" + record.topic() + "-" + record.partition() + " offset=" + record.offset();
  }
}
