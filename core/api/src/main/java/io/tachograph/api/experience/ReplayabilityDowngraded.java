package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace turned out to be less replayable than it was said to be.
 *
 * @param traceLinkId the trace
 * @param from what it was said to be
 * @param to what it is; never more replayable
 * @param reason why
 */
public record ReplayabilityDowngraded(
    String traceLinkId, Replayability from, Replayability to, DowngradeReason reason)
    implements ExperienceEvent {
  /** Checks the values. */
  public ReplayabilityDowngraded {
    Require.text("trace_link_id", traceLinkId);
    Require.present("from", from);
    Require.present("to", to);
    Require.present("reason", reason);
    if (to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "a downgrade never raises replayability: from="
              + Variants.name(from)
              + " to="
              + Variants.name(to)
              + " trace_link_id="
              + traceLinkId);
    }
  }

  static ReplayabilityDowngraded read(JsonObject data) {
    return new ReplayabilityDowngraded(
        data.text("trace_link_id"),
        data.variant("from", Replayability.class),
        data.variant("to", Replayability.class),
        data.variant("reason", DowngradeReason.class));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.REPLAYABILITY_DOWNGRADED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("trace_link_id", traceLinkId)
        .put("from", from)
        .put("to", to)
        .put("reason", reason)
        .toMap();
  }
}
