package io.tachograph.agent;

import io.tachograph.api.Recording;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.ModelRequest;
import io.tachograph.recorder.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a call of a framework's method what is known only then: the name of the tool, the
 * acting agent, the arguments that the tool is given, and what its result means. A preset brings
 * it; it may call getters of the framework, never the host's own code. What it throws is counted,
 * and the call is recorded with what the site says. Thread-safe.
 */
public interface CallReading extends Outcome {
  /**
   * Records what a policy or a person said of the call before it, where a framework knows.
   *
   * @param capture only with {@code FULL} may the arguments be recorded
   */
  default void announce(
      @Nullable Object self, Object[] arguments, Recording policies, CaptureMode capture) {
    // Most frameworks ask nobody.
  }

  /** Whether the same call passes another method that records it, and knows more. */
  default boolean isElsewhere(@Nullable Object self, Object[] arguments) {
    return false;
  }

  /** The call's name, or null for the site's. */
  default @Nullable String name(@Nullable Object self, Object[] arguments) {
    return null;
  }

  /** The acting agent, or null for the site's. */
  default @Nullable String agent(@Nullable Object self, Object[] arguments) {
    return null;
  }

  /** Whether the call is the work of an agent that is called as the call is. */
  default boolean isOfAnAgent() {
    return false;
  }

  /** What is recorded as the arguments, in the order of the site's parameters. */
  default Object[] payload(@Nullable Object self, Object[] arguments) {
    return arguments;
  }

  /**
   * The object by which a call is known to be the one around it, handed on by a wrapper to what it
   * wraps, or null where there are no wrappers.
   */
  default @Nullable Object handedOn(Object[] arguments) {
    return null;
  }

  /**
   * Of a model's method: what is asked of whom.
   *
   * @param prompts whether what is asked and answered may be recorded
   * @return null if this is no call of a model
   */
  default @Nullable ModelRequest request(
      @Nullable Object self, Object[] arguments, boolean prompts) {
    return null;
  }
}
