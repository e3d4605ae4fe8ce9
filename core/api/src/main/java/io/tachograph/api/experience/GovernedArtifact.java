package io.tachograph.api.experience;

import org.jspecify.annotations.Nullable;

/**
 * Where a governed artifact stands after its last transition.
 *
 * @param tenantId whose it is, or null
 * @param artifactId its id
 * @param kind what kind of artifact it is
 * @param lastTransition what brought it there
 */
public record GovernedArtifact(
    @Nullable String tenantId,
    String artifactId,
    ArtifactKind kind,
    LifecycleEvent lastTransition) {
  /** The state that its last transition left. */
  public ArtifactState state() {
    return lastTransition.toState();
  }
}
