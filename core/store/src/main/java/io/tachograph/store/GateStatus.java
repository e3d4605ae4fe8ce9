package io.tachograph.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a quality gate said. */
public enum GateStatus {
  /** It is good enough. */
  PASSED,
  /** It is not. */
  FAILED,
  /** It was not looked at. */
  SKIPPED;

  /** As the store's column spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that the store's column spells so, if there is one. */
  public static Optional<GateStatus> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text().equals(text)).findFirst();
  }
}
