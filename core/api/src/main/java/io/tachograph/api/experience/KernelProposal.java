package io.tachograph.api.experience;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel proposes. It is no fact until it is promoted.
 *
 * @param id its id
 * @param kind what kind of proposal it is
 * @param payload the proposal as text
 * @param structuredPayload the proposal as JSON, or null
 * @param traceLink how it came about
 * @param contractResults what contracts said of it so far
 * @param requiresHuman whether a person must approve
 * @param confidence how sure the kernel is, or null
 */
public record KernelProposal(
    String id,
    ProposalKind kind,
    String payload,
    @Nullable Object structuredPayload,
    ReplayTrace traceLink,
    List<ContractResult> contractResults,
    boolean requiresHuman,
    @Nullable Double confidence)
    implements JsonForm {
  /** Checks the values. */
  public KernelProposal {
    Require.text("id", id);
    Require.present("kind", kind);
    Require.present("payload", payload);
    structuredPayload = JsonValues.of(structuredPayload);
    Require.present("trace_link", traceLink);
    contractResults = Require.list("contract_results", contractResults);
    if (confidence != null) {
      Require.finite("confidence", confidence);
    }
  }

  /** The proposal as JSON, or null; a copy. */
  @Override
  public @Nullable Object structuredPayload() {
    return JsonValues.of(structuredPayload);
  }

  static KernelProposal read(JsonObject object) {
    return new KernelProposal(
        object.text("id"),
        object.variant("kind", ProposalKind.class),
        object.text("payload"),
        object.valueOrNull("structured_payload"),
        TypedForms.trace(object.object("trace_link")),
        object.objects("contract_results", ContractResult::read),
        object.truth("requires_human"),
        object.numberOrNull("confidence"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("id", id)
        .put("kind", kind)
        .put("payload", payload)
        .put("structured_payload", structuredPayload)
        .put("trace_link", traceLink)
        .put("contract_results", contractResults)
        .put("requires_human", requiresHuman)
        .put("confidence", confidence)
        .toMap();
  }
}
