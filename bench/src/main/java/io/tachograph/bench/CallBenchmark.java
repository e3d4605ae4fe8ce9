package io.tachograph.bench;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
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

/**
 * A call of a method with two small arguments and a result: bare, audited by our agent, and with a
 * span by OpenTelemetry's. {@link CallRounds} attaches to each what it is to be measured with.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class CallBenchmark {
  /** The argument that changes from call to call. */
  @State(Scope.Thread)
  public static class Numbers {
    int next;
  }

  /** Without our agent the figures would be of nothing. */
  @State(Scope.Benchmark)
  public static class Audited {
    /** Asks for it. */
    @Setup
    public void agentIsAttached() {
      if (!Tachograph.isActive()) {
        throw new IllegalStateException("run with -javaagent:tachograph.jar");
      }
    }
  }

  /** Without OpenTelemetry's, or with spans that are not recorded, they would be too. */
  @State(Scope.Benchmark)
  public static class Spanned {
    /** Asks for it. */
    @Setup
    public void agentIsAttached() {
      if (!isRecorded()) {
        throw new IllegalStateException("run with -javaagent:opentelemetry-javaagent.jar");
      }
    }

    @WithSpan
    static boolean isRecorded() {
      return Span.current().isRecording();
    }
  }

  /** The body alone. */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int bare(Numbers numbers) {
    return plain("a query of some words", numbers.next++);
  }

  /** Start and end recorded: two entries with a text, a number and a result. */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int audited(Audited by, Numbers numbers) {
    return tool("a query of some words", numbers.next++);
  }

  /** A span with a text and a number; OpenTelemetry does not keep results. */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int spanned(Spanned by, Numbers numbers) {
    return span("a query of some words", numbers.next++);
  }

  private static int plain(String query, int limit) {
    return query.length() + limit;
  }

  @AuditedTool
  private static int tool(String query, int limit) {
    return query.length() + limit;
  }

  @WithSpan
  private static int span(@SpanAttribute("query") String query, @SpanAttribute("limit") int limit) {
    return query.length() + limit;
  }
}
