package io.tachograph.ship;

import java.util.Locale;

/** What the verification of a ledger at the far side came to. */
public enum Verified {
  /** It is intact, and the same as here where it was compared. */
  OK,
  /** It is not. */
  FINDINGS,
  /** It could not be read. */
  UNREADABLE;

  /** In lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
