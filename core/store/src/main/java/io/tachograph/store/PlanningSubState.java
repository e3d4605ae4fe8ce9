package io.tachograph.store;

import java.util.Arrays;
import java.util.Optional;

/** Where in {@link MissionPhase#PLANNING} a mission is. */
public enum PlanningSubState {
  /** Gathering facts. */
  RESEARCH,
  /** Finding out whether it is worth building. */
  BUSINESS_VALIDATION,
  /** Saying what it must do. */
  FEATURE_SPECIFICATION;

  /** As the store's column spells it. */
  public String text() {
    return name();
  }

  /** The one that the store's column spells so, if there is one. */
  public static Optional<PlanningSubState> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text().equals(text)).findFirst();
  }
}
