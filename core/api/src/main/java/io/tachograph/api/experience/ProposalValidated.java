package io.tachograph.api.experience;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proposal was held against its contracts.
 *
 * @param proposalId the proposal
 * @param chainId the chain, or run, that it belongs to
 * @param step the step of the chain
 * @param contractResults what each contract said
 * @param allPassed whether all of them passed
 * @param validator who validated it
 */
public record ProposalValidated(
    String proposalId,
    String chainId,
    DecisionStep step,
    List<ContractResult> contractResults,
    boolean allPassed,
    String validator)
    implements ExperienceEvent {
  /** Checks the values. */
  public ProposalValidated {
    Require.text("proposal_id", proposalId);
    Require.text("chain_id", chainId);
    Require.present("step", step);
    contractResults = Require.list("contract_results", contractResults);
    Require.present("validator", validator);
  }

  static ProposalValidated read(JsonObject data) {
    return new ProposalValidated(
        data.text("proposal_id"),
        data.text("chain_id"),
        data.variant("step", DecisionStep.class),
        data.objects("contract_results", ContractResult::read),
        data.truth("all_passed"),
        data.text("validator"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.PROPOSAL_VALIDATED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("proposal_id", proposalId)
        .put("chain_id", chainId)
        .put("step", step)
        .put("contract_results", contractResults)
        .put("all_passed", allPassed)
        .put("validator", validator)
        .toMap();
  }
}
