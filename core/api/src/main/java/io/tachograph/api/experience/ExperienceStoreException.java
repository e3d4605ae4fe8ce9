package io.tachograph.api.experience;

/** What may go wrong with an {@link ExperienceStore}. */
public abstract sealed class ExperienceStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ExperienceStoreException(String message) {
    super(message);
  }

  private ExperienceStoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What keeps the events cannot be read or written. */
  public static final class StorageError extends ExperienceStoreException {
    private static final long serialVersionUID = 1L;

    /** With what happened, where, and what to do. */
    public StorageError(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Nothing can meet a query. */
  public static final class InvalidQuery extends ExperienceStoreException {
    private static final long serialVersionUID = 1L;

    /** With what contradicts what. */
    public InvalidQuery(String message) {
      super(message);
    }
  }

  /** There is nothing of that name. */
  public static final class NotFound extends ExperienceStoreException {
    private static final long serialVersionUID = 1L;

    /** With what was looked for. */
    public NotFound(String message) {
      super(message);
    }
  }
}
