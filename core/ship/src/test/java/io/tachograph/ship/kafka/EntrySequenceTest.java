package io.tachograph.ship.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Hash;
import io.tachograph.format.Sha256;
import io.tachograph.verifier.StreamedEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries once and in order, of records as failed writes and several shippers leave them. */
class EntrySequenceTest {
  private final EntrySequence sequence = new EntrySequence();
  private final List<Long> got = new ArrayList<>();
  private long offset;

  private void take(long seq) {
    take(seq, seq - 1, "entry " + seq);
  }

  private void take(long seq, long after, String content) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            "entries", 0, offset++, "id", content.getBytes(StandardCharsets.UTF_8));
    TextHeaders.put(record.headers(), TextHeaders.SEQ, seq);
    Hash hash = Hash.ofHex(Sha256.hex(content.getBytes(StandardCharsets.UTF_8)));
    TextHeaders.put(record.headers(), TextHeaders.HASH, hash.toHex());
    if (after != seq - 1) {
      TextHeaders.put(record.headers(), TextHeaders.AFTER, after);
    }
    sequence.take(record);
    drain();
  }

  private void take(long... seqs) {
    LongStream.of(seqs).forEach(this::take);
  }

  private void drain() {
    for (StreamedEntry entry = sequence.poll(); entry != null; entry = sequence.poll()) {
      got.add(entry.offset());
    }
  }

  private void end() {
    sequence.end();
    drain();
  }

  @Test
  void whatWasWrittenTwiceComesOnce() {
    take(0, 1, 2, 0, 1, 2, 3, 2, 3, 4);
    end();
    assertThat(got).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(sequence.disagreements()).isEmpty();
  }

  @Test
  void whatStandsBehindAHoleWaitsUntilItIsFilled() {
    take(0, 1, 5, 6);
    assertThat(got).containsExactly(0L, 1L);
    take(2, 3, 4, 5, 6, 7);
    end();
    assertThat(got).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(sequence.disagreements()).isEmpty();
  }

  @Test
  void aHoleThatIsNeverFilledIsHandedOn() {
    take(0, 1, 5, 6, 4);
    end();
    assertThat(got).containsExactly(0L, 1L, 4L, 5L, 6L);
  }

  @Test
  void aHoleThatIsTheLedgersOwnIsNotWaitedFor() {
    take(0, 1);
    take(5, 1, "entry 5");
    take(6);
    assertThat(got).containsExactly(0L, 1L, 5L, 6L);
    end();
    assertThat(sequence.disagreements()).isEmpty();
  }

  @Test
  void aLedgerMayBeginBehindWhatWasDropped() {
    take(7, -1, "entry 7");
    take(8);
    assertThat(got).containsExactly(7L, 8L);
  }

  @Test
  void aHoleDoesNotHoldForEver() {
    take(0);
    LongStream.range(2, 20_002).forEach(this::take);
    assertThat(got).hasSizeGreaterThan(10_000);
    end();
    assertThat(got).hasSize(20_001).isSorted();
  }

  @Test
  void anotherEntryOfTheSameSeqIsSaid() {
    take(0, 1, 2);
    take(1, 0, "forged");
    take(7);
    take(7, 6, "forged too");
    end();
    assertThat(got).containsExactly(0L, 1L, 2L, 7L);
    assertThat(sequence.disagreements())
        .hasSize(2)
        .allSatisfy(said -> assertThat(said).startsWith("another entry of the same seq"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void severalShippersThatDieAnywhereLeaveEveryEntryOnceAndInOrder(long seed) {
    Random random = new Random(seed);
    long size = 5_000;
    List<Long> records = new ArrayList<>();
    long contiguous = 0;
    while (contiguous < size) {
      // Begins at or before what is there, and writes a stretch of which a part may be lost.
      long from = Math.max(0, contiguous - random.nextInt(200));
      long to = Math.min(size, from + 1 + random.nextInt(400));
      long lostFrom = from + random.nextInt(400);
      long lostTo = random.nextInt(3) == 0 ? lostFrom + random.nextInt(50) : lostFrom;
      for (long seq = from; seq < to; seq++) {
        if (seq < lostFrom || seq >= lostTo) {
          records.add(seq);
          contiguous += seq == contiguous ? 1 : 0;
        }
      }
    }
    records.forEach(this::take);
    end();
    assertThat(got).as("seed %s", seed).isEqualTo(LongStream.range(0, size).boxed().toList());
    assertThat(sequence.disagreements()).isEmpty();
  }
}
