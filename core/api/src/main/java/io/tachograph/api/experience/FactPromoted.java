package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proposal became a fact.
 *
 * @param proposalId the proposal
 * @param factId the fact
 * @param promotedBy who promoted it
 * @param reason why
 * @param requiresHuman whether that takes a person
 */
public record FactPromoted(
    String proposalId, String factId, String promotedBy, String reason, boolean requiresHuman)
    implements ExperienceEvent {
  /** Checks the values. */
  public FactPromoted {
    Require.text("proposal_id", proposalId);
    Require.text("fact_id", factId);
    Require.present("promoted_by", promotedBy);
    Require.present("reason", reason);
  }

  static FactPromoted read(JsonObject data) {
    return new FactPromoted(
        data.text("proposal_id"),
        data.text("fact_id"),
        data.text("promoted_by"),
        data.text("reason"),
        data.truth("requires_human"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.FACT_PROMOTED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("proposal_id", proposalId)
        .put("fact_id", factId)
        .put("promoted_by", promotedBy)
        .put("reason", reason)
        .put("requires_human", requiresHuman)
        .toMap();
  }
}
