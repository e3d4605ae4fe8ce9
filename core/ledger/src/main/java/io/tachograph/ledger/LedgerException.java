package io.tachograph.ledger;

/** What may go wrong with a ledger in operation. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a caller may want to tell apart. */
  public enum Reason {
    /** Another writer holds the folder. */
    LOCKED,
    /** The files hold something else than an intact ledger; nothing was changed. */
    DAMAGED,
    /** The ledger was closed before. */
    CLOSED,
    /** The files could not be read or written. */
    STORAGE
  }

  private final Reason reason;
  private final int appended;

  /** With what happened, where, and what to do. */
  public LedgerException(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.appended = 0;
  }

  /** With what went wrong below. */
  public LedgerException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.appended = 0;
  }

  /** Of a batch that was cut off behind its first entries. */
  LedgerException(Reason reason, int appended, Throwable cause) {
    super("a batch was cut off: appended=" + appended + ": " + cause.getMessage(), cause);
    this.reason = reason;
    this.appended = appended;
  }

  /** How many entries of a batch are in the ledger all the same. */
  public int appended() {
    return appended;
  }

  /** Which kind of failure it is. */
  public Reason reason() {
    return reason;
  }
}
