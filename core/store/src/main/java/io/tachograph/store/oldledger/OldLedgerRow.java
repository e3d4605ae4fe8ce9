package io.tachograph.store.oldledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of an old ledger, as it stands there. Immutable. */
public final class OldLedgerRow {
  private final long id;
  private final Map<String, @Nullable Object> columns;

  OldLedgerRow(long id, Map<String, @Nullable Object> columns) {
    this.id = id;
    this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** The number that orders the rows. */
  public long id() {
    return id;
  }

  /**
   * All columns, those that we know nothing of too, in the order of the table. A value is null, a
   * {@link Long}, a {@link Double}, a {@link String} or {@link UndecodedBytes}: columns of SQLite
   * hold any type.
   */
  public Map<String, @Nullable Object> columns() {
    return columns;
  }

  /** The text that the column holds, or null if it holds anything else or is not there. */
  public @Nullable String text(Column column) {
    return columns.get(column.text()) instanceof String text ? text : null;
  }

  /**
   * The time that {@code timestamp} says, or null if it says none: ISO 8601, with an offset or, as
   * its writers do, in UTC without one.
   */
  public @Nullable Instant time() {
    String text = text(Column.TIMESTAMP);
    if (text == null) {
      return null;
    }
    String iso = text.strip().replace(' ', 'T');
    try {
      return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return timeWithOffset(iso);
    }
  }

  private static @Nullable Instant timeWithOffset(String iso) {
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
