package io.tachograph.store;

import java.util.Arrays;
import java.util.Optional;

/** The phase of the life cycle that a mission is in. */
public enum MissionPhase {
  /** Finding out what to build. */
  PLANNING,
  /** Building it. */
  CODING,
  /** Trying whether it does what it should. */
  TESTING,
  /** Bringing it to its users. */
  DEPLOYMENT,
  /** Keeping it running. */
  MAINTENANCE;

  /** As the store's column spells it. */
  public String text() {
    return name();
  }

  /** The one that the store's column spells so, if there is one. */
  public static Optional<MissionPhase> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text().equals(text)).findFirst();
  }
}
