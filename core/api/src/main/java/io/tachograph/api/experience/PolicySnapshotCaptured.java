package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy was kept as it was in force.
 *
 * @param policyId the policy
 * @param policy what it said
 * @param snapshotHash the hash by which other events name it
 * @param capturedBy who kept it
 */
public record PolicySnapshotCaptured(
    String policyId, PolicySnapshot policy, String snapshotHash, String capturedBy)
    implements ExperienceEvent {
  /** Checks the values. */
  public PolicySnapshotCaptured {
    Require.text("policy_id", policyId);
    Require.present("policy", policy);
    Require.present("snapshot_hash", snapshotHash);
    Require.present("captured_by", capturedBy);
  }

  static PolicySnapshotCaptured read(JsonObject data) {
    return new PolicySnapshotCaptured(
        data.text("policy_id"),
        TypedForms.snapshot(data.object("policy")),
        data.text("snapshot_hash"),
        data.text("captured_by"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.POLICY_SNAPSHOT_CAPTURED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("policy_id", policyId)
        .put("policy", policy)
        .put("snapshot_hash", snapshotHash)
        .put("captured_by", capturedBy)
        .toMap();
  }
}
