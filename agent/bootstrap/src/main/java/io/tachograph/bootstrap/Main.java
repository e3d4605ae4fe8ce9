package io.tachograph.bootstrap;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/** {@code java -jar tachograph.jar}: opens the loader of our hidden classes and runs the CLI. */
public final class Main {
  private static final String CLI = "io.tachograph.cli.Main";

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    // The JDK's tools, such as those to attach, and our bridge are the system loader's.
    AgentClassLoader loader = AgentJar.locate().open(ClassLoader.getSystemClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    System.exit(run(loader, arguments));
  }

  private static int run(AgentClassLoader loader, String[] arguments)
      throws ReflectiveOperationException {
    try {
      return (int)
          loader
              .loadClass(CLI)
              .getMethod("run", String[].class, PrintStream.class, PrintStream.class)
              .invoke(null, arguments, System.out, System.err);
    } catch (InvocationTargetException e) {
      System.err.println("tachograph: " + e.getCause());
      return 2;
    }
  }
}
