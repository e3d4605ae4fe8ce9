package io.tachograph.bench;

import io.tachograph.api.MissionScope;
import io.tachograph.api.Tachograph;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a host pays for the facade where no agent is attached. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FacadeBenchmark {
  private final Map<String, Object> details = Map.of("ok", true);
  private final UUID mission = new UUID(1, 2);

  /** A governance event. */
  @Benchmark
  public void record() {
    Tachograph.record("policy.checked", details);
  }

  /** A question. */
  @Benchmark
  public @Nullable String currentTaskId() {
    return Tachograph.currentTaskId();
  }

  /** A scope, opened and closed. */
  @Benchmark
  public MissionScope mission() {
    try (MissionScope scope = Tachograph.mission(mission)) {
      return scope;
    }
  }
}
