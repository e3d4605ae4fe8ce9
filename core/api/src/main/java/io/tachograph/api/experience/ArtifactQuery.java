package io.tachograph.api.experience;

import io.tachograph.api.experience.ExperienceStoreException.InvalidQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which governed artifacts are asked for: those that meet all that is given. Immutable.
 *
 * @param tenantId the tenant, or null for any
 * @param artifactId the artifact, or null for any
 * @param kind the kind, or null for any
 * @param state where it stands, or null for any
 * @param limit how many at most, 1 or more
 */
public record ArtifactQuery(
    @Nullable String tenantId,
    @Nullable String artifactId,
    @Nullable ArtifactKind kind,
    @Nullable ArtifactState state,
    int limit) {
  /** Asks for all. */
  public static final ArtifactQuery ALL =
      new ArtifactQuery(null, null, null, null, Integer.MAX_VALUE);

  /**
   * Checks the limit.
   *
   * @throws InvalidQuery if it is below 1
   */
  public ArtifactQuery {
    if (limit < 1) {
      throw new InvalidQuery("a limit is 1 or more: limit=" + limit);
    }
  }

  /** The same of one tenant. */
  public ArtifactQuery tenant(String tenant) {
    return new ArtifactQuery(tenant, artifactId, kind, state, limit);
  }

  /** The same of one id. */
  public ArtifactQuery artifact(String id) {
    return new ArtifactQuery(tenantId, id, kind, state, limit);
  }

  /** The same of one kind. */
  public ArtifactQuery kind(ArtifactKind wanted) {
    return new ArtifactQuery(tenantId, artifactId, wanted, state, limit);
  }

  /** The same in one state. */
  public ArtifactQuery state(ArtifactState wanted) {
    return new ArtifactQuery(tenantId, artifactId, kind, wanted, limit);
  }

  /** The same, of which no more than the first so many. */
  public ArtifactQuery limit(int most) {
    return new ArtifactQuery(tenantId, artifactId, kind, state, most);
  }

  /** Whether an artifact is asked for. */
  public boolean asksFor(GovernedArtifact artifact) {
    return (tenantId == null || tenantId.equals(artifact.tenantId()))
        && (artifactId == null || artifactId.equals(artifact.artifactId()))
        && (kind == null || kind.equals(artifact.kind()))
        && (state == null || state == artifact.state());
  }
}
