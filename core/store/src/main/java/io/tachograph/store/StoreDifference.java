package io.tachograph.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row in which two stores differ. Immutable.
 *
 * @param kind in what way
 * @param table its table
 * @param rowId where it stands in the store that was looked at; null where it is missing there
 * @param identity what tells it from other rows of the table, as {@code name=value} pairs
 * @param columns what differs, in the order of the table; empty unless it is CHANGED
 */
public record StoreDifference(
    Kind kind, String table, @Nullable String rowId, String identity, List<Column> columns) {
  /** In what way. */
  public enum Kind {
    /** It is there and holds something else. */
    CHANGED,
    /** It is not there. */
    MISSING,
    /** It is there and should not be. */
    ADDED
  }

  /**
   * A column that differs.
   *
   * @param expected what it should hold, null for NULL
   * @param found what it holds, null for NULL
   */
  public record Column(String name, @Nullable String expected, @Nullable String found) {}

  /** Makes the columns unmodifiable. */
  public StoreDifference {
    columns = List.copyOf(columns);
  }
}
