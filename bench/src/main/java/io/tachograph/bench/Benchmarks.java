package io.tachograph.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks: those of calls in a JVM with the agent attached, then all others. */
public final class Benchmarks {
  private static final String[] CHRONICLE_OPENS = {
    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED"
  };

  private Benchmarks() {}

  /**
   * Runs them.
   *
   * @param arguments the path of {@code tachograph.jar}, then which benchmarks (a regular
   *     expression), or none for all
   */
  public static void main(String[] arguments) throws Exception {
    Path agent = Path.of(arguments[0]).toAbsolutePath();
    String which = arguments.length > 1 ? arguments[1] : ".*";
    Path audit = Files.createTempDirectory("tachograph-bench");
    try {
      if ("CallBenchmark".matches(which)) {
        Options calls =
            new OptionsBuilder()
                .include("CallBenchmark")
                .jvmArgsAppend("-javaagent:" + agent + "=dir=" + audit + ",service=bench")
                .addProfiler(GCProfiler.class)
                .build();
        new Runner(calls).run();
      }
      Options others =
          new OptionsBuilder()
              .include("io.tachograph.bench." + which)
              .exclude("CallBenchmark")
              .jvmArgsAppend(CHRONICLE_OPENS)
              .addProfiler(GCProfiler.class)
              .build();
      if (!"CallBenchmark".equals(which)) {
        new Runner(others).run();
      }
    } finally {
      Folders.delete(audit);
    }
    if ("AttachTimes".matches(which)) {
      AttachTimes.print(agent);
    }
  }
}
