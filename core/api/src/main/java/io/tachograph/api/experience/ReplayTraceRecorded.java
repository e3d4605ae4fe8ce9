package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an answer of a model came about was kept under an id.
 *
 * @param traceLinkId the id, see {@link ExperienceStore#getTraceLink}
 * @param traceLink how it came about
 */
public record ReplayTraceRecorded(String traceLinkId, ReplayTrace traceLink)
    implements ExperienceEvent {
  /** Checks the values. */
  public ReplayTraceRecorded {
    Require.text("trace_link_id", traceLinkId);
    Require.present("trace_link", traceLink);
  }

  static ReplayTraceRecorded read(JsonObject data) {
    return new ReplayTraceRecorded(
        data.text("trace_link_id"), TypedForms.trace(data.object("trace_link")));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.REPLAY_TRACE_RECORDED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members().put("trace_link_id", traceLinkId).put("trace_link", traceLink).toMap();
  }
}
