package io.tachograph.api.experience;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where governed artifacts stand, from the transitions that are added in their order. An id counts
 * within its tenant and kind. Not thread-safe.
 */
public final class ArtifactStates {
  private record Key(@Nullable String tenantId, String artifactId, ArtifactKind kind) {}

  private final Map<Key, GovernedArtifact> artifacts = new LinkedHashMap<>();

  /** None yet. */
  public ArtifactStates() {}

  /** Takes notice of an event; those that are no transition change nothing. */
  public void add(ExperienceEventEnvelope envelope) {
    if (envelope.event() instanceof ArtifactStateTransitioned transition) {
      String own = transition.event().tenantId();
      String tenant = own == null ? envelope.tenantId() : own;
      Key key = new Key(tenant, transition.artifactId(), transition.artifactKind());
      artifacts.put(
          key,
          new GovernedArtifact(
              tenant, transition.artifactId(), transition.artifactKind(), transition.event()));
    }
  }

  /** The artifacts that are asked for, those that were first known first. */
  public List<GovernedArtifact> matching(ArtifactQuery query) {
    return artifacts.values().stream().filter(query::asksFor).limit(query.limit()).toList();
  }
}
