package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backend was called.
 *
 * @param backendName the backend
 * @param adapterId the adapter that it ran with, or null
 * @param traceLinkId the trace of the call
 * @param step the step of the chain
 * @param policySnapshotHash the hash of the policy in force, or null
 */
public record BackendInvoked(
    String backendName,
    @Nullable String adapterId,
    String traceLinkId,
    DecisionStep step,
    @Nullable String policySnapshotHash)
    implements ExperienceEvent {
  /** Checks the values. */
  public BackendInvoked {
    Require.present("backend_name", backendName);
    Require.text("trace_link_id", traceLinkId);
    Require.present("step", step);
  }

  static BackendInvoked read(JsonObject data) {
    return new BackendInvoked(
        data.text("backend_name"),
        data.textOrNull("adapter_id"),
        data.text("trace_link_id"),
        data.variant("step", DecisionStep.class),
        data.textOrNull("policy_snapshot_hash"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.BACKEND_INVOKED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("backend_name", backendName)
        .put("adapter_id", adapterId)
        .put("trace_link_id", traceLinkId)
        .put("step", step)
        .put("policy_snapshot_hash", policySnapshotHash)
        .toMap();
  }
}
