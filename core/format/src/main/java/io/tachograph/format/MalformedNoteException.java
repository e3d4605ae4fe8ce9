package io.tachograph.format;

/** Text that is no note, checkpoint, key or proof; the message says which rule it breaks. */
public final class MalformedNoteException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public MalformedNoteException(String message) {
    super(message);
  }

  /** With the reason and what led to it. */
  public MalformedNoteException(String message, Throwable cause) {
    super(message, cause);
  }
}
