package io.tachograph.bench;

import io.tachograph.agent.AgentStarter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the agent does with a class file of 10 KB in which nothing is to be audited, as nearly all
 * are. The agent is started on an {@link Instrumentation} of ours, which keeps its transformer.
 * What it records is deleted by {@link Benchmarks}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClassScanBenchmark {
  private static final int TARGET_BYTES = 10_000;

  /** The option {@code include}: none, and two patterns that do not fit. */
  @Param({"none", "com.acme.*Tool"})
  String include;

  private final AtomicReference<@Nullable ClassFileTransformer> transformer =
      new AtomicReference<>();
  private final ClassLoader host = new URLClassLoader(new URL[0]);
  private byte[] classFile = new byte[0];
  private String name = "";

  /** Starts the agent, and looks for a class. */
  @Setup
  public void start() throws IOException {
    Path folder =
        Files.createTempDirectory(
            Path.of(System.getProperty(Folders.SHARED_PROPERTY, "")).toAbsolutePath(), "scan");
    String options =
        "dir=" + folder + ("none".equals(include) ? "" : ",include=" + include + ",org.acme.*");
    new AgentStarter().start(options, instrumentation());
    for (Class<?> one :
        new Class<?>[] {
          java.util.concurrent.ThreadPoolExecutor.class,
          java.util.TreeMap.class,
          java.text.DecimalFormat.class,
          java.util.concurrent.ConcurrentSkipListMap.class,
          java.math.BigInteger.class,
          java.util.concurrent.ForkJoinPool.class,
          java.util.ArrayList.class,
          java.util.HashMap.class,
          java.util.BitSet.class,
          java.util.StringJoiner.class,
          java.util.LinkedHashMap.class,
          java.util.PriorityQueue.class,
          java.util.Optional.class,
          java.util.Vector.class,
          java.util.Scanner.class,
          java.util.Random.class
        }) {
      byte[] found = bytes(one);
      if (Math.abs(found.length - TARGET_BYTES) < Math.abs(classFile.length - TARGET_BYTES)) {
        classFile = found;
        name = "com/example/" + one.getSimpleName();
      }
    }
    System.out.println("class file of " + classFile.length + " bytes as " + name);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private Instrumentation instrumentation() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            ClassScanBenchmark.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              // The others weave the JDK's classes, or watch for their names.
              if (method.getName().equals("addTransformer")
                  && arguments[0].getClass().getSimpleName().equals("AuditTransformer")) {
                transformer.set((ClassFileTransformer) arguments[0]);
              }
              if (method.getReturnType() == boolean.class) {
                return true;
              }
              return method.getName().equals("getAllLoadedClasses") ? new Class<?>[0] : null;
            });
  }

  /** Sees it, and lets it through. */
  @Benchmark
  public byte @Nullable [] scan() throws IllegalClassFormatException {
    ClassFileTransformer agent = transformer.get();
    if (agent == null) {
      throw new IllegalStateException("the agent has not registered a transformer");
    }
    return agent.transform(null, host, name, null, null, classFile);
  }
}
