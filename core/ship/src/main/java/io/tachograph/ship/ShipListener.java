package io.tachograph.ship;

/** Hears what shipping comes to. Called by the shipper's threads, several at once. */
public interface ShipListener {
  /** Hears nothing. */
  ShipListener NONE = new ShipListener() {};

  /**
   * The far side has taken entries.
   *
   * @param records how many
   * @param nanos how long the call took
   */
  default void entriesPersisted(ShippedLedger ledger, int records, long nanos) {}

  /**
   * The far side has taken checkpoints.
   *
   * @param checkpoints how many
   * @param nanos how long the call took
   */
  default void checkpointsPersisted(ShippedLedger ledger, int checkpoints, long nanos) {}

  /** The far side did not take something, or did not answer. */
  default void persistFailed(ShippedLedger ledger, SinkException error) {}

  /** The far side answers, or does not any more; called when that changes. */
  default void backend(boolean up) {}

  /**
   * How far the far side is behind a ledger, about once a second.
   *
   * @param records entries that are known to stand in the ledger and not at the far side, 0 or more
   */
  default void lag(ShippedLedger ledger, long records) {}

  /** A ledger's entries do not follow one another, or not those at the far side. */
  default void continuityBroken(ShippedLedger ledger, String detail) {}

  /** A ledger is not followed any more: its folder is gone. */
  default void ledgerGone(ShippedLedger ledger) {}

  /** A ledger was verified at the far side. */
  default void verified(ShippedLedger ledger, Verified result) {}
}
