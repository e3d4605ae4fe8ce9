package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel made a proposal.
 *
 * @param proposal what it proposes
 * @param chainId the chain, or run, that it belongs to
 * @param step the step of the chain
 * @param policySnapshotHash the hash of the policy in force, or null
 */
public record ProposalCreated(
    KernelProposal proposal, String chainId, DecisionStep step, @Nullable String policySnapshotHash)
    implements ExperienceEvent {
  /** Checks the values. */
  public ProposalCreated {
    Require.present("proposal", proposal);
    Require.text("chain_id", chainId);
    Require.present("step", step);
  }

  static ProposalCreated read(JsonObject data) {
    return new ProposalCreated(
        KernelProposal.read(data.object("proposal")),
        data.text("chain_id"),
        data.variant("step", DecisionStep.class),
        data.textOrNull("policy_snapshot_hash"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.PROPOSAL_CREATED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("proposal", proposal)
        .put("chain_id", chainId)
        .put("step", step)
        .put("policy_snapshot_hash", policySnapshotHash)
        .toMap();
  }
}
