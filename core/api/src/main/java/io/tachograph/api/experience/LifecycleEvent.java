package io.tachograph.api.experience;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transition of a governed artifact.
 *
 * @param fromState where it was
 * @param toState where it is now; {@linkplain ArtifactState#allows allowed} from there
 * @param timestamp when
 * @param actor who did it
 * @param reason why
 * @param ticketRef the ticket, or null
 * @param tenantId the tenant whose artifact it is, or null
 */
public record LifecycleEvent(
    ArtifactState fromState,
    ArtifactState toState,
    Instant timestamp,
    String actor,
    String reason,
    @Nullable String ticketRef,
    @Nullable String tenantId)
    implements JsonForm {
  /** Checks the values. */
  public LifecycleEvent {
    Require.present("from_state", fromState);
    Require.present("to_state", toState);
    Require.present("timestamp", timestamp);
    Require.present("actor", actor);
    Require.present("reason", reason);
    if (!fromState.allows(toState)) {
      throw new IllegalArgumentException(
          "an artifact does not go from "
              + Variants.name(fromState)
              + " to "
              + Variants.name(toState)
              + ", only to "
              + fromState.allowedNames()
              + ": actor="
              + actor);
    }
  }

  static LifecycleEvent read(JsonObject object) {
    return new LifecycleEvent(
        object.variant("from_state", ArtifactState.class),
        object.variant("to_state", ArtifactState.class),
        object.time("timestamp"),
        object.text("actor"),
        object.text("reason"),
        object.textOrNull("ticket_ref"),
        object.textOrNull("tenant_id"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("from_state", fromState)
        .put("to_state", toState)
        .put("timestamp", timestamp)
        .put("actor", actor)
        .put("reason", reason)
        .put("ticket_ref", ticketRef)
        .put("tenant_id", tenantId)
        .toMap();
  }
}
