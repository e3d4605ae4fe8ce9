package io.tachograph.store.oldledger;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The columns that we know of {@code ledger_events}. A table may have more. */
public enum Column {
  ID,
  EVENT_ID,
  TIMESTAMP,
  EVENT_TYPE,
  TASK_ID,
  AGENT_ID,
  PAYLOAD,
  RESULT,
  ERROR,
  DETAILS,
  CURRENT_HASH,
  PREVIOUS_HASH;

  /** Those that seal a row; the ledgers of the oldest writers have neither. */
  static final Set<Column> SEALS = EnumSet.of(CURRENT_HASH, PREVIOUS_HASH);

  /** Those that every such table has. */
  static final Set<Column> REQUIRED = EnumSet.complementOf(EnumSet.copyOf(SEALS));

  /** The column's name. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
