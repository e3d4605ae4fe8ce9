package io.tachograph.recorder;

import java.util.Objects;
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

  /** Whether it is outside of any call and any mission. */
  public boolean isNone() {
    return call == null && mission == null;
  }

  /** The same call, in that mission or in none. */
  public CallContext inMission(@Nullable String other) {
    return Objects.equals(mission, other) ? this : of(call, other);
  }

  /** The same call, in the mission that another context is in. */
  public CallContext inMissionOf(CallContext other) {
    return inMission(other.mission);
  }

  /** Equal contexts are the same call in the same mission. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallContext context
        && Objects.equals(call, context.call)
        && Objects.equals(mission, context.mission);
  }

  @Override
  public int hashCode() {
    return Objects.hash(call, mission);
  }
}
