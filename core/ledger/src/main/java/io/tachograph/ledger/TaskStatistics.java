package io.tachograph.ledger;

import java.util.Map;

/**
 * How many tasks a ledger knows. One that began and never ended counts as started.
 *
 * @param total all of them
 * @param completed those that ended well
 * @param failed those that failed
 * @param started those of which no end is known
 * @param agents how many of them each agent did, by its id
 */
public record TaskStatistics(
    long total, long completed, long failed, long started, Map<String, Long> agents) {
  /** Copies the map. */
  public TaskStatistics {
    agents = Map.copyOf(agents);
  }
}
