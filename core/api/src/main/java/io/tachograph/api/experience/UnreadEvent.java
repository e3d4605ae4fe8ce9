package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that this release cannot read, kept as it came: of a kind that came up later, or stored
 * with data that its kind does not have.
 *
 * @param kind the name of its kind
 * @param data its data as JSON
 */
public record UnreadEvent(String kind, Map<String, @Nullable Object> data)
    implements ExperienceEvent {
  /** Copies the data. */
  public UnreadEvent {
    Require.text("type", kind);
    data = JsonValues.object(Require.present("data", data));
  }

  /** Its data as JSON; a copy. */
  @Override
  public Map<String, @Nullable Object> data() {
    return JsonValues.object(data);
  }
}
