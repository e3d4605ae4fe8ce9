package io.tachograph.store;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A mission to create. Immutable. */
public final class NewMission extends MissionFields<NewMission> {
  private NewMission(SortedMap<String, @Nullable Object> columns) {
    super(columns);
  }

  /**
   * A mission of which only what must be there is set.
   *
   * @param uuid the id that others know it by; any text that no other mission of the store has
   */
  public static NewMission of(
      String uuid, MissionPhase phase, MissionStatus status, Instant createdAt) {
    return new NewMission(
        joined(
            Map.of(),
            Map.of(
                "mission_uuid",
                uuid,
                "phase",
                phase.text(),
                "status",
                status.text(),
                "created_at",
                createdAt)));
  }

  /** When it was last changed. */
  public NewMission updatedAt(@Nullable Instant updatedAt) {
    return with("updated_at", updatedAt);
  }

  @Override
  NewMission with(Map<String, @Nullable Object> set) {
    return new NewMission(joined(columns(), set));
  }
}
