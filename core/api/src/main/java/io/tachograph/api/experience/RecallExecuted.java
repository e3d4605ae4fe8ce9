package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something was recalled from a corpus.
 *
 * @param query what was asked for
 * @param provenance how the answer came about
 * @param traceLinkId the trace that it is a part of, or null
 */
public record RecallExecuted(
    RecallQuery query, RecallProvenanceEnvelope provenance, @Nullable String traceLinkId)
    implements ExperienceEvent {
  /** Checks the values. */
  public RecallExecuted {
    Require.present("query", query);
    Require.present("provenance", provenance);
  }

  static RecallExecuted read(JsonObject data) {
    return new RecallExecuted(
        RecallQuery.read(data.object("query")),
        RecallProvenanceEnvelope.read(data.object("provenance")),
        data.textOrNull("trace_link_id"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.RECALL_EXECUTED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("query", query)
        .put("provenance", provenance)
        .put("trace_link_id", traceLinkId)
        .toMap();
  }
}
