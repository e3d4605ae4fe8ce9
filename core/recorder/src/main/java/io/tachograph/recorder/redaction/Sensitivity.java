package io.tachograph.recorder.redaction;

/** What a name says of its value. */
public enum Sensitivity {
  /** Nothing that would forbid recording it. */
  ORDINARY,
  /** A secret, unless the value is a number: {@code tokens} may be a count or a list of secrets. */
  SECRET_UNLESS_NUMBER,
  /** A secret. */
  SECRET;

  /** Whether a value of that name must not be recorded, given whether it is a number. */
  public boolean redacts(boolean number) {
    return this == SECRET || (this == SECRET_UNLESS_NUMBER && !number);
  }
}
