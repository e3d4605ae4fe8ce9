package io.tachograph.agent;

/** An option that is unknown or has a bad value; the message is one line that names it. */
final class OptionsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean closed;

  /**
   * With the line.
   *
   * @param closed whether {@code on-failure=closed} is among the options: then the host must not
   *     start
   */
  OptionsException(String message, boolean closed) {
    super(message);
    this.closed = closed;
  }

  boolean closed() {
    return closed;
  }
}
