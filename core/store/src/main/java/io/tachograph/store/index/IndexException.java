package io.tachograph.store.index;

import io.tachograph.store.SqliteErrors;
import java.nio.file.Path;
import java.sql.SQLException;

/** The index cannot be read or written. It can always be made anew from the ledger. */
public final class IndexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean damaged;

  private IndexException(String message, boolean damaged, Throwable cause) {
    super(message, cause);
    this.damaged = damaged;
  }

  /** What SQLite said means this. */
  static IndexException of(Path file, SQLException cause) {
    boolean damaged = isDamage(cause);
    return new IndexException(
        (damaged
                ? "the index is damaged; it is made anew from the ledger"
                : "the index cannot be used; check the path, its rights and the disk")
            + ": file="
            + file
            + " sqlite="
            + cause.getMessage(),
        damaged,
        cause);
  }

  /** Whether what the file holds is to blame, so that making it anew helps. */
  public boolean isDamaged() {
    return damaged;
  }

  /** A row that is there already, or a table that is not: the file is not what we wrote. */
  static boolean isDamage(SQLException cause) {
    return switch (SqliteErrors.category(cause)) {
      case CORRUPT, NOT_A_DATABASE, CONSTRAINT -> true;
      default -> false;
    };
  }
}
