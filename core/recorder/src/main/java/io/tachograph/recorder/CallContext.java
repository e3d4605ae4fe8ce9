package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What a thread's work belongs to: the innermost audited call around it, and the mission. Taken on
 * one thread and made current on another, so that work handed over stays where it belongs. Refers
 * to nothing of the host's. Immutable.
 */
public final class CallContext {
  /** Outside of any call and any mission. */
  public static final CallContext NONE = new CallContext(null, null);

  final @Nullable Call call;
  final @Nullable String mission;

  private CallContext(@Nullable Call call, @Nullable String mission) {
    this.call = call;
    this.mission = mission;
  }

  static CallContext of(@Nullable Call call, @Nullable String mission) {
    return call == null && mission == null ? NONE : new CallContext(call, mission);
  }
}
