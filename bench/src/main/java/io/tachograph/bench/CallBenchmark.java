package io.tachograph.bench;

import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A call of an audited method beside the bare call, in a JVM with the agent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CallBenchmark {
  private int number;

  /** Without the agent the figures would be of nothing. */
  @Setup
  public void agentIsAttached() {
    if (!Tachograph.isActive()) {
      throw new IllegalStateException("run with -javaagent:tachograph.jar");
    }
  }

  /** The body alone. */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int bare() {
    return plain("a query of some words", number++);
  }

  /** Start and end recorded: two entries with a text, a number and a result. */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int audited() {
    return tool("a query of some words", number++);
  }

  private static int plain(String query, int limit) {
    return query.length() + limit;
  }

  @AuditedTool
  private static int tool(String query, int limit) {
    return query.length() + limit;
  }
}
