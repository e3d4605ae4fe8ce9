package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy as it was in force. */
public sealed interface PolicySnapshot extends JsonForm
    permits KernelPolicy, RoutingPolicy, RecallPolicy {
  /** The policy alone, as JSON. */
  Map<String, @Nullable Object> policy();

  /** Which policy it is, and the policy, as JSON. */
  @Override
  default Map<String, @Nullable Object> toJson() {
    return new Members().put("type", TypedForms.nameOf(this)).put("policy", policy()).toMap();
  }
}
