package io.tachograph.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/** What a queue's roll files are called. Immutable. */
final class RollFileNames {
  private final DateTimeFormatter format;
  private final int cycleMillis;

  RollFileNames(RollCycle cycle) {
    this.format = DateTimeFormatter.ofPattern(cycle.format()).withZone(ZoneOffset.UTC);
    this.cycleMillis = cycle.lengthInMillis();
  }

  /** The name of a cycle's file, without its folder. */
  String of(int cycle) {
    Instant start = Instant.ofEpochMilli((long) cycle * cycleMillis);
    return format.format(start) + SingleChronicleQueue.SUFFIX;
  }
}
