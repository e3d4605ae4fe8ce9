package io.tachograph.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a mission is. */
public enum MissionStatus {
  /** Not begun. */
  PENDING,
  /** Begun and not over. */
  IN_PROGRESS,
  /** Over, and it succeeded. */
  COMPLETED,
  /** Over, and it did not succeed. */
  FAILED;

  /** As the store's column spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is over: completed or failed. */
  public boolean isOver() {
    return this == COMPLETED || this == FAILED;
  }

  /** The one that the store's column spells so, if there is one. */
  public static Optional<MissionStatus> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text().equals(text)).findFirst();
  }
}
