package io.tachograph.ship;

/** Says that the far side did not take something, and whether it may take anything now. */
public final class SinkException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean unavailable;

  private SinkException(String message, Throwable cause, boolean unavailable) {
    super(message, cause);
    this.unavailable = unavailable;
  }

  /** The far side as a whole cannot be reached or has no room: it will be the same for others. */
  public static SinkException unavailable(String message, Throwable cause) {
    return new SinkException(message, cause, true);
  }

  /** What was asked cannot be done; something else may be. */
  public static SinkException refused(String message, Throwable cause) {
    return new SinkException(message, cause, false);
  }

  /** Whether the far side as a whole is in trouble. */
  public boolean isUnavailable() {
    return unavailable;
  }
}
