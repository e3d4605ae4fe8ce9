package io.tachograph.api.experience;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A governed artifact that was taken back.
 *
 * @param artifactId the artifact
 * @param previousState where it was; one that {@linkplain ArtifactState#allows allows} a rollback
 * @param rolledBackAt when
 * @param actor who did it
 * @param reason why
 * @param impact what it means
 * @param incidentRef the incident, or null
 * @param tenantId the tenant whose artifact it is, or null
 */
public record RollbackRecord(
    String artifactId,
    ArtifactState previousState,
    Instant rolledBackAt,
    String actor,
    String reason,
    RollbackImpact impact,
    @Nullable String incidentRef,
    @Nullable String tenantId)
    implements JsonForm {
  /** Checks the values. */
  public RollbackRecord {
    Require.text("artifact_id", artifactId);
    Require.present("previous_state", previousState);
    Require.present("rolled_back_at", rolledBackAt);
    Require.present("actor", actor);
    Require.present("reason", reason);
    Require.present("impact", impact);
    if (!previousState.allows(ArtifactState.ROLLED_BACK)) {
      throw new IllegalArgumentException(
          "an artifact cannot be rolled back from "
              + Variants.name(previousState)
              + ": artifact_id="
              + artifactId);
    }
  }

  static RollbackRecord read(JsonObject object) {
    return new RollbackRecord(
        object.text("artifact_id"),
        object.variant("previous_state", ArtifactState.class),
        object.time("rolled_back_at"),
        object.text("actor"),
        object.text("reason"),
        RollbackImpact.read(object.object("impact")),
        object.textOrNull("incident_ref"),
        object.textOrNull("tenant_id"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("artifact_id", artifactId)
        .put("previous_state", previousState)
        .put("rolled_back_at", rolledBackAt)
        .put("actor", actor)
        .put("reason", reason)
        .put("impact", impact)
        .put("incident_ref", incidentRef)
        .put("tenant_id", tenantId)
        .toMap();
  }
}
