package io.tachograph.bootstrap;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls for {@code -javaagent:tachograph.jar}, and when the jar is attached to it
 * later. Hands over to the boot loader's classes; whatever goes wrong, the host starts and goes on.
 */
public final class TachographAgent {
  private TachographAgent() {}

  /**
   * Called by the JVM before the host's main.
   *
   * @param argument what stands behind the {@code =}, or null
   */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    try {
      showToEveryLoader(instrumentation);
      RunningAgent.start(argument, instrumentation);
    } catch (Throwable e) {
      System.err.println("tachograph: not recording: " + e);
    }
  }

  /**
   * Called by the JVM when the jar is attached to it.
   *
   * @param argument options as for premain, or {@code detach}
   */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    try {
      showToEveryLoader(instrumentation);
      RunningAgent.attachOrDetach(argument, instrumentation);
    } catch (Throwable e) {
      // The JVM would print it to the host's stderr; that no answer was left says enough.
      return;
    }
  }

  /**
   * The manifest puts the jar on the boot class path by its name. Under another name the JVM does
   * not find it there; then this does, at the price of a warning that the JVM itself prints.
   */
  private static void showToEveryLoader(Instrumentation instrumentation) throws IOException {
    if (TachographAgent.class.getClassLoader() != null) {
      instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(AgentJar.locate().file()));
    }
  }
}
