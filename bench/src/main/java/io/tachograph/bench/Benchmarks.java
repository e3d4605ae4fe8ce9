package io.tachograph.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
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

  /** Logback is measured, not used. */
  private static final String QUIET_LOGGING = "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider";

  private static final @Nullable String POSTGRES = System.getProperty("bench.postgres");

  /** Calls and starts are run with an agent and without, by runners of their own. */
  private static final String CALLS = "CallBenchmark";

  private static final String STARTS = "StartTimes";

  private Benchmarks() {}

  /** Each mean beside that of the append, whatever its unit. */
  private static void printRatios(Collection<RunResult> results) {
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result : results) {
      if (result.getParams().getMode() == Mode.AverageTime) {
        TimeUnit unit = result.getParams().getTimeUnit();
        double inNanos = result.getPrimaryResult().getScore() * unit.toNanos(1);
        String name = result.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1");
        nanos.merge(name, inNanos, Math::min);
      }
    }
    Double base = nanos.get("AppendBenchmark.ledger");
    nanos.forEach(
        (name, mean) ->
            System.out.printf(
                Locale.ROOT,
                "%-40s %12.0f ns%s%n",
                name,
                mean,
                base == null ? "" : String.format(Locale.ROOT, " %10.2f x", mean / base)));
  }

  /** All at once: each call of the builder forgets those of the one before. */
  private static String[] jvmArguments(Path shared) {
    List<String> arguments = new ArrayList<>(List.of(CHRONICLE_OPENS));
    arguments.add(QUIET_LOGGING);
    arguments.add("-Dbench.postgres=" + POSTGRES);
    arguments.add("-D" + Folders.SHARED_PROPERTY + "=" + shared);
    return arguments.toArray(String[]::new);
  }

  /**
   * Runs them.
   *
   * @param arguments the path of {@code tachograph.jar}, then which benchmarks (a regular
   *     expression), or none for all
   */
  public static void main(String[] arguments) throws Exception {
    Peers peers = Peers.of(Path.of(arguments[0]).toAbsolutePath());
    String which = arguments.length > 1 ? arguments[1] : ".*";
    if (CALLS.matches(which)) {
      new CallRounds(peers).run();
    }
    if (STARTS.matches(which)) {
      StartTimes.print(peers);
    }
    if (CALLS.equals(which) || STARTS.equals(which)) {
      return;
    }
    Path audit = Files.createTempDirectory("tachograph-bench");
    try {
      Options others =
          new OptionsBuilder()
              .include("io.tachograph.bench." + which)
              .exclude(CALLS)
              .exclude(POSTGRES == null ? "postgresCommit" : CALLS)
              .jvmArgsAppend(jvmArguments(audit))
              .addProfiler(GCProfiler.class)
              .build();
      if (POSTGRES == null) {
        System.out.println("PostgreSQL is left out: give -Dbench.postgres=jdbc:postgresql:...");
      }
      printRatios(new Runner(others).run());
    } finally {
      Folders.delete(audit);
    }
  }
}
