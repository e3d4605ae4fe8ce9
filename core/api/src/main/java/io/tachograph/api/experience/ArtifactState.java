package io.tachograph.api.experience;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a governed artifact stands. */
public enum ArtifactState {
  /** It is worked on. */
  DRAFT,
  /** It may be used. */
  APPROVED,
  /** It is used. */
  ACTIVE,
  /** It is not used until somebody has looked at it. */
  QUARANTINED,
  /** It is not used any more. */
  DEPRECATED,
  /** It was taken back. */
  ROLLED_BACK;

  private Set<ArtifactState> next() {
    return switch (this) {
      case DRAFT -> Set.of(APPROVED, DEPRECATED);
      case APPROVED -> Set.of(ACTIVE, QUARANTINED, ROLLED_BACK);
      case ACTIVE -> Set.of(QUARANTINED, DEPRECATED, ROLLED_BACK);
      case QUARANTINED -> Set.of(ACTIVE, ROLLED_BACK, DEPRECATED);
      case DEPRECATED, ROLLED_BACK -> Set.of();
    };
  }

  /** Whether an artifact may go from this state to that one. */
  public boolean allows(ArtifactState to) {
    return next().contains(to);
  }

  /** The states that it may go to, for a message. */
  String allowedNames() {
    String names =
        Stream.of(values())
            .filter(this::allows)
            .map(Variants::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "nowhere" : names;
  }
}
