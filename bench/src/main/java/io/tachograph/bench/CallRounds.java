package io.tachograph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link CallBenchmark} round by round, so that what drifts on the machine drifts for all:
 * bare, with our agent, with OpenTelemetry's, each by one thread and by eight.
 */
final class CallRounds {
  private static final int ROUNDS = 3;
  private static final int MANY_THREADS = 8;
  private static final String ALL_THREADS_ALLOCATION = "gc.alloc.rate.norm";
  private static final String BARE = "bare";
  private static final String AUDITED = "audited";
  private static final String SPANNED = "spanned";

  private final Peers peers;
  private final Map<String, List<Figures>> figures = new TreeMap<>();

  CallRounds(Peers peers) {
    this.peers = peers;
  }

  /** Of one JVM: nanoseconds a call, bytes that its caller allocates, and that all threads do. */
  private record Figures(double nanos, double callerBytes, double allBytes) {}

  void run() throws IOException, RunnerException {
    for (int round = 0; round < ROUNDS; round++) {
      for (int threads : new int[] {1, MANY_THREADS}) {
        run(BARE, threads, List.of());
        Path audit = Files.createTempDirectory("calls");
        try {
          run(AUDITED, threads, peers.tachograph(audit));
        } finally {
          Folders.delete(audit);
        }
        run(SPANNED, threads, peers.openTelemetry());
      }
    }
    print();
  }

  private void run(String method, int threads, List<String> agent) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include("\\.CallBenchmark\\." + method + "$")
                    .threads(threads)
                    .jvmArgsAppend(agent.toArray(String[]::new))
                    .addProfiler(GCProfiler.class)
                    .addProfiler(CallerAllocation.class)
                    .build())
            .runSingle();
    figures
        .computeIfAbsent(name(method, threads), key -> new ArrayList<>())
        .add(
            new Figures(
                result.getPrimaryResult().getScore(),
                secondary(result, CallerAllocation.LABEL),
                secondary(result, ALL_THREADS_ALLOCATION)));
  }

  private static String name(String method, int threads) {
    return method + " x" + threads;
  }

  private static double secondary(RunResult result, String label) {
    for (String name : result.getSecondaryResults().keySet()) {
      if (name.endsWith(label)) {
        return result.getSecondaryResults().get(name).getScore();
      }
    }
    return Double.NaN;
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%n%-12s %10s %10s %10s %14s %14s%n",
        "calls",
        "ns median",
        "ns least",
        "ns most",
        "B/op caller",
        "B/op all");
    figures.forEach(
        (name, of) ->
            System.out.printf(
                Locale.ROOT,
                "%-12s %10.0f %10.0f %10.0f %14.0f %14.0f%n",
                name,
                Medians.of(of, Figures::nanos),
                of.stream().mapToDouble(Figures::nanos).min().orElseThrow(),
                of.stream().mapToDouble(Figures::nanos).max().orElseThrow(),
                Medians.of(of, Figures::callerBytes),
                Medians.of(of, Figures::allBytes)));
    System.out.printf(
        Locale.ROOT,
        "audited / spanned: %.2f by one thread, %.2f by eight%n",
        nanos(AUDITED, 1) / nanos(SPANNED, 1),
        nanos(AUDITED, MANY_THREADS) / nanos(SPANNED, MANY_THREADS));
    int cores = Runtime.getRuntime().availableProcessors();
    for (String method : List.of(BARE, AUDITED, SPANNED)) {
      double kept = MANY_THREADS * nanos(method, 1) / nanos(method, MANY_THREADS);
      System.out.printf(
          Locale.ROOT,
          "%s: eight threads make %.2f times one thread's calls, %.2f a core (%d cores)%n",
          method,
          kept,
          kept / Math.min(cores, MANY_THREADS),
          cores);
    }
  }

  private double nanos(String method, int threads) {
    return Medians.of(figures.getOrDefault(name(method, threads), List.of()), Figures::nanos);
  }
}
