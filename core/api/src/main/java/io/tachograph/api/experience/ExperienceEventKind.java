package io.tachograph.api.experience;

import org.jspecify.annotations.Nullable;

/** The kinds of experience events that this release knows. */
public enum ExperienceEventKind {
  /** See {@link ProposalCreated}. */
  PROPOSAL_CREATED,
  /** See {@link ProposalValidated}. */
  PROPOSAL_VALIDATED,
  /** See {@link FactPromoted}. */
  FACT_PROMOTED,
  /** See {@link RecallExecuted}. */
  RECALL_EXECUTED,
  /** See {@link ReplayTraceRecorded}. */
  REPLAY_TRACE_RECORDED,
  /** See {@link ReplayabilityDowngraded}. */
  REPLAYABILITY_DOWNGRADED,
  /** See {@link ArtifactStateTransitioned}. */
  ARTIFACT_STATE_TRANSITIONED,
  /** See {@link ArtifactRollbackRecorded}. */
  ARTIFACT_ROLLBACK_RECORDED,
  /** See {@link BackendInvoked}. */
  BACKEND_INVOKED,
  /** See {@link OutcomeRecorded}. */
  OUTCOME_RECORDED,
  /** See {@link BudgetExceeded}. */
  BUDGET_EXCEEDED,
  /** See {@link PolicySnapshotCaptured}. */
  POLICY_SNAPSHOT_CAPTURED;

  private final String wireName = Variants.name(this);

  /** The kind's name in JSON. */
  public String wireName() {
    return wireName;
  }

  /** The kind of that name, or null if this release does not know it. */
  public static @Nullable ExperienceEventKind ofWireName(String name) {
    for (ExperienceEventKind kind : values()) {
      if (kind.wireName.equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** Reads an event of this kind from its data. */
  ExperienceEvent read(JsonObject data) {
    return switch (this) {
      case PROPOSAL_CREATED -> ProposalCreated.read(data);
      case PROPOSAL_VALIDATED -> ProposalValidated.read(data);
      case FACT_PROMOTED -> FactPromoted.read(data);
      case RECALL_EXECUTED -> RecallExecuted.read(data);
      case REPLAY_TRACE_RECORDED -> ReplayTraceRecorded.read(data);
      case REPLAYABILITY_DOWNGRADED -> ReplayabilityDowngraded.read(data);
      case ARTIFACT_STATE_TRANSITIONED -> ArtifactStateTransitioned.read(data);
      case ARTIFACT_ROLLBACK_RECORDED -> ArtifactRollbackRecorded.read(data);
      case BACKEND_INVOKED -> BackendInvoked.read(data);
      case OUTCOME_RECORDED -> OutcomeRecorded.read(data);
      case BUDGET_EXCEEDED -> BudgetExceeded.read(data);
      case POLICY_SNAPSHOT_CAPTURED -> PolicySnapshotCaptured.read(data);
    };
  }
}
