package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened, and on what grounds: one record for each kind. A correction is a new event; none
 * is ever changed.
 */
public sealed interface ExperienceEvent
    permits ProposalCreated,
        ProposalValidated,
        FactPromoted,
        RecallExecuted,
        ReplayTraceRecorded,
        ReplayabilityDowngraded,
        ArtifactStateTransitioned,
        ArtifactRollbackRecorded,
        BackendInvoked,
        OutcomeRecorded,
        BudgetExceeded,
        PolicySnapshotCaptured,
        UnreadEvent {
  /** The name of its kind, as its JSON has it. */
  String kind();

  /** Its data as JSON, in plain values of the JDK; fresh and the caller's. */
  Map<String, @Nullable Object> data();

  /** The chain that it belongs to, or null where its kind names none. */
  default @Nullable String chainId() {
    return data().get("chain_id") instanceof String chain ? chain : null;
  }
}
