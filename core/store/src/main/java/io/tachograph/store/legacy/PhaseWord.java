package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.MissionPhase;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phase as documents say it: one of the store's, or PRODUCTION, which the store does not have. It
 * counts as completed and is stored as MAINTENANCE.
 *
 * @param phase as the store has it
 * @param isProduction whether the document says PRODUCTION
 */
record PhaseWord(MissionPhase phase, boolean isProduction) {
  private static final String PRODUCTION = "PRODUCTION";
  private static final String ALLOWED =
      Field.words(Arrays.stream(MissionPhase.values()), MissionPhase::text) + ", " + PRODUCTION;

  /** The phase that stands there; PLANNING, with a note, where there is none. */
  static PhaseWord read(Field field, List<String> notes) {
    if (!field.isPresent()) {
      notes.add("no phase at " + field.path() + ", taken as " + MissionPhase.PLANNING.text());
      return new PhaseWord(MissionPhase.PLANNING, false);
    }
    if (PRODUCTION.equals(field.textIfText())) {
      return new PhaseWord(MissionPhase.MAINTENANCE, true);
    }
    return new PhaseWord(field.word(MissionPhase::of, ALLOWED), false);
  }

  /**
   * How a document says a stored phase.
   *
   * @param original what the mission's metadata keeps of the phase, or null
   */
  static PhaseWord of(MissionPhase phase, @Nullable JsonNode original) {
    return new PhaseWord(
        phase,
        phase == MissionPhase.MAINTENANCE
            && original != null
            && PRODUCTION.equals(original.textValue()));
  }

  String text() {
    return isProduction ? PRODUCTION : phase.text();
  }
}
