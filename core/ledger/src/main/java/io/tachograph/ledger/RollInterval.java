package io.tachograph.ledger;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * How long a roll file is written to, in UTC. Files are dropped whole, so it is how finely history
 * can be pruned. A ledger keeps the one that it was made with.
 */
public enum RollInterval {
  /** Named by day. */
  DAILY,
  /** Named by hour, for services that write many GiB a day. */
  HOURLY;

  RollCycle cycle() {
    return this == HOURLY ? RollCycles.FAST_HOURLY : RollCycles.FAST_DAILY;
  }
}
