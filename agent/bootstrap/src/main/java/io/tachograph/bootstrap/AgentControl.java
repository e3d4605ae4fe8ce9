package io.tachograph.bootstrap;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The agent behind premain and agentmain; lives in our own class loader, so it speaks the JDK's
 * types. One a JVM; the JVM calls it from one thread at a time.
 */
public interface AgentControl {
  /**
   * Before the host's main: starts recording.
   *
   * @param argument what stands behind the {@code =}, or null
   */
  void start(@Nullable String argument, Instrumentation instrumentation);

  /** In a JVM that runs: starts recording, and leaves the answer where the command looks for it. */
  void attach(@Nullable String argument, Instrumentation instrumentation);

  /** Stops recording, and leaves the answer likewise. */
  void detach(Instrumentation instrumentation);
}
