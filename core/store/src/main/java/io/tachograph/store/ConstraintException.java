package io.tachograph.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the schema forbids the row; nothing was changed. Its category is CONSTRAINT, and in a
 * transaction others may follow it.
 */
public final class ConstraintException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** The kind of rule. */
  public enum Kind {
    /** A column that must hold something. */
    NOT_NULL,
    /** There is a row with these values already, of a primary key too. */
    UNIQUE,
    /** A value that the column's CHECK does not allow. */
    CHECK,
    /** It refers to a row that is not there. */
    FOREIGN_KEY,
    /** A task would be inside of itself. */
    CYCLE,
    /** A rule that others added to the database: a trigger of theirs, say. */
    OTHER
  }

  private final Kind kind;
  private final String table;
  private final List<String> columns;

  ConstraintException(
      Kind kind, String table, List<String> columns, String message, @Nullable Throwable cause) {
    super(Category.CONSTRAINT, message, cause);
    this.kind = kind;
    this.table = table;
    this.columns = List.copyOf(columns);
  }

  /** Which kind of rule it was. */
  public Kind kind() {
    return kind;
  }

  /** The table that the row was for. */
  public String table() {
    return table;
  }

  /**
   * The columns that the rule is about, without their table. SQLite does not say which foreign key
   * it was: all those of the table. Empty where it is not known.
   */
  public List<String> columns() {
    return columns;
  }
}
