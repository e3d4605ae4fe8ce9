package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A governed artifact went from one state to another.
 *
 * @param artifactId the artifact
 * @param artifactKind what kind of artifact it is
 * @param event the transition
 */
public record ArtifactStateTransitioned(
    String artifactId, ArtifactKind artifactKind, LifecycleEvent event) implements ExperienceEvent {
  /** Checks the values. */
  public ArtifactStateTransitioned {
    Require.text("artifact_id", artifactId);
    Require.present("artifact_kind", artifactKind);
    Require.present("event", event);
  }

  static ArtifactStateTransitioned read(JsonObject data) {
    return new ArtifactStateTransitioned(
        data.text("artifact_id"),
        ArtifactKind.read(data.valueOrNull("artifact_kind"), data.at("artifact_kind")),
        LifecycleEvent.read(data.object("event")));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.ARTIFACT_STATE_TRANSITIONED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("artifact_id", artifactId)
        .put("artifact_kind", artifactKind)
        .put("event", event)
        .toMap();
  }
}
