package io.tachograph.api;

/**
 * Thrown into the host only where it was started with {@code on-failure=closed}: the call could not
 * be recorded, so the audited body did not run. With the default, {@code on-failure=open}, it is
 * never thrown.
 */
public final class RecordingRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal, with its reason.
   *
   * @param message what could not be recorded, where, and what to do
   * @param cause what went wrong below
   */
  public RecordingRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
