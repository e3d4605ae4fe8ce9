package io.tachograph.format;

/** Bytes that are no entry; the message says which field breaks which rule. */
public final class MalformedEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public MalformedEntryException(String message) {
    super(message);
  }
}
