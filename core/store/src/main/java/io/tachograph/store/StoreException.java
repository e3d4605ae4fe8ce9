package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * What may go wrong with a store in operation; {@link #category()} says which kind it is. Mistakes
 * of the calling code are {@link IllegalStateException} and {@link IllegalArgumentException}
 * instead.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kind of failure. */
  public enum Category {
    /** The store was closed before. */
    CLOSED,
    /** There is no such file, or no such mission. */
    NOT_FOUND,
    /** A file that would be made is there already; nothing was changed. */
    ALREADY_EXISTS,
    /** The store was opened read-only, or its file or folder cannot be written. */
    READ_ONLY,
    /** Another process held the database for longer than the busy timeout; trying again may do. */
    BUSY,
    /** A rule of the schema forbids it, and nothing was changed: {@link ConstraintException}. */
    CONSTRAINT,
    /** The file is no SQLite database, or one that holds no mission store. */
    NOT_A_DATABASE,
    /** The database was written by a newer release. */
    NEWER_VERSION,
    /** The database holds what its schema version does not allow, or SQLite finds it damaged. */
    CORRUPT,
    /** The disk is full. */
    DISK_FULL,
    /** The operating system refused to read or write. */
    IO
  }

  private final Category category;

  /** With what happened, where and what to do, and what went wrong below. */
  public StoreException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** With what happened, where and what to do. */
  public StoreException(Category category, String message) {
    this(category, message, null);
  }

  /** Which kind of failure it is. */
  public final Category category() {
    return category;
  }
}
