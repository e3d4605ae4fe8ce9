package io.tachograph.bootstrap;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls for {@code -javaagent:tachograph.jar}. Opens the loader of our hidden classes
 * and hands over; whatever goes wrong, the host starts.
 */
public final class TachographAgent {
  private static final String STARTER = "io.tachograph.agent.AgentStarter";

  private TachographAgent() {}

  /**
   * Called by the JVM before the host's main.
   *
   * @param argument what stands behind the {@code =}, or null
   */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    try {
      AgentJar jar = AgentJar.locate();
      if (TachographAgent.class.getClassLoader() != null) {
        showToEveryLoader(jar, instrumentation);
      }
      starter(jar.open()).accept(argument, instrumentation);
    } catch (Throwable e) {
      System.err.println("tachograph: not recording: " + e);
    }
  }

  /**
   * The manifest puts the jar on the boot class path by its name. Under another name the JVM does
   * not find it there; then this does, at the price of a warning that the JVM itself prints.
   */
  private static void showToEveryLoader(AgentJar jar, Instrumentation instrumentation)
      throws IOException {
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar.file()));
  }

  @SuppressWarnings("unchecked") // The starter is ours; it is compiled against this very interface.
  private static BiConsumer<@Nullable String, Instrumentation> starter(AgentClassLoader loader)
      throws ReflectiveOperationException {
    return (BiConsumer<@Nullable String, Instrumentation>)
        loader.loadClass(STARTER).getConstructor().newInstance();
  }
}
