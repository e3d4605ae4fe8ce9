package io.tachograph.agent;

import org.jspecify.annotations.Nullable;

/**
 * Reads from a call of a framework's method what is known only then: the name of the tool, the
 * acting agent, the arguments that the tool is given. A preset brings it; it may call getters of
 * the framework, never the host's own code. What it throws is counted, and the call is recorded
 * with what the site says. Thread-safe.
 */
public interface CallReading {
  /** The call's name, or null for the site's. */
  default @Nullable String name(@Nullable Object self, Object[] arguments) {
    return null;
  }

  /** The acting agent, or null for the site's. */
  default @Nullable String agent(@Nullable Object self, Object[] arguments) {
    return null;
  }

  /** What is recorded as the arguments, in the order of the site's parameters. */
  default Object[] payload(@Nullable Object self, Object[] arguments) {
    return arguments;
  }
}
