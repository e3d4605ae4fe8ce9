package io.tachograph.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the calling threads allocate for a call. JMH's own profiler counts every thread of the JVM,
 * so those that an agent works on in the background too.
 */
public final class CallerAllocation implements InternalProfiler {
  /** The name of the figure. */
  static final String LABEL = "caller.alloc.norm";

  private static final String WORKER = "-jmh-worker-";

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private Map<Long, Long> before = Map.of();

  /** For JMH. */
  public CallerAllocation() {}

  @Override
  public String getDescription() {
    return "bytes that the calling threads allocate";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = allocated();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long bytes = 0;
    for (Map.Entry<Long, Long> caller : allocated().entrySet()) {
      bytes += caller.getValue() - before.getOrDefault(caller.getKey(), 0L);
    }
    double aCall = (double) bytes / Math.max(1, result.getMetadata().getAllOps());
    return List.of(new ScalarResult(LABEL, aCall, "B/op", AggregationPolicy.AVG));
  }

  private Map<Long, Long> allocated() {
    Map<Long, Long> bytes = new HashMap<>();
    for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().contains(WORKER)) {
        bytes.put(thread.getThreadId(), threads.getThreadAllocatedBytes(thread.getThreadId()));
      }
    }
    return bytes;
  }
}
