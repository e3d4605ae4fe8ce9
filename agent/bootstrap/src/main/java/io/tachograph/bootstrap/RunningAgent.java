package io.tachograph.bootstrap;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one agent of this JVM, made when it is first called for. Always the boot loader's class, so
 * that whoever attaches later meets the same. Public, since {@link TachographAgent} may be the
 * system loader's.
 */
public final class RunningAgent {
  /** What stands in place of options to stop recording. */
  private static final String DETACH = "detach";

  private static final String STARTER = "io.tachograph.agent.AgentStarter";
  private static final AtomicReference<@Nullable AgentControl> CONTROL = new AtomicReference<>();

  private RunningAgent() {}

  /** As premain's. */
  public static void start(@Nullable String argument, Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    control().start(argument, instrumentation);
  }

  /** As agentmain's. */
  public static void attachOrDetach(@Nullable String argument, Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    if (DETACH.equals(argument)) {
      control().detach(instrumentation);
    } else {
      control().attach(argument, instrumentation);
    }
  }

  private static AgentControl control() throws IOException, ReflectiveOperationException {
    AgentControl known = CONTROL.get();
    if (known == null) {
      known =
          (AgentControl) AgentJar.locate().open().loadClass(STARTER).getConstructor().newInstance();
      CONTROL.set(known);
    }
    return known;
  }
}
