package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a part of a suite, in a JVM of its own.
 *
 * @param results what became of each test
 * @param took from the JVM's start to its end
 * @param processor what it used of processors, but for its last second
 * @param outOfMemory how often its output speaks of an {@code OutOfMemoryError}
 */
record SuiteRun(SuiteResults results, Duration took, Duration processor, long outOfMemory) {
  /** Far more than any part takes: a host that hangs with the agent is an effect, too. */
  private static final Duration MOST = Duration.ofMinutes(Long.getLong("suites.most.minutes", 60));

  private static final DiskBudget DISK = DiskBudget.configured();

  /** What the libraries' own builds pass to the JVM that tests them. */
  private static final List<String> OPENS =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.time",
          "java.time.chrono",
          "java.util");

  /**
   * Runs it to its end.
   *
   * @param reports the folder for what it says
   * @param agent the JVM's arguments for the agent, or none
   */
  static SuiteRun of(HostSuite suite, SuitePart part, Jdk jdk, Path reports, List<String> agent)
      throws IOException, InterruptedException {
    Files.createDirectories(reports);
    Path temporary = Files.createDirectories(suite.work().resolve("tmp"));
    List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-Xmx2g"));
    command.add("-Djava.io.tmpdir=" + temporary);
    OPENS.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.addAll(agent);
    command.addAll(
        List.of(
            "-cp",
            suite.classes() + File.pathSeparator + HostSuite.libraries(),
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--scan-class-path=" + suite.classes(),
            "--exclude-methodname=" + suite.methodsLeftOut(),
            "--details=none",
            "--disable-banner",
            "--reports-dir=" + reports));
    command.addAll(part.selection());
    Path out = reports.resolve("out");
    Path err = reports.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(suite.work().toFile());
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    long start = System.nanoTime();
    Process jvm = builder.start();
    Duration processor = untilEnded(jvm, suite + " " + part.name() + " on " + jdk);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    // 1 where a test failed: a suite may have some that fail here with and without the agent.
    assertThat(jvm.exitValue())
        .as("how a suite's JVM ended; its output is in %s", reports)
        .isIn(0, 1);
    return new SuiteRun(
        SuiteResults.read(reports.resolve("TEST-junit-jupiter.xml")),
        took,
        processor,
        outOfMemory(out) + outOfMemory(err));
  }

  /** Waits as long as it keeps within bounds, and ends it where it does not. */
  private static Duration untilEnded(Process jvm, String name)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Duration processor = Duration.ZERO;
    try {
      while (!jvm.waitFor(1, TimeUnit.SECONDS)) {
        processor = jvm.info().totalCpuDuration().orElse(processor);
        DISK.check(HostSuite.WORK, name);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .as("%s was ended: suites.most.minutes=%d", name, MOST.toMinutes())
            .isLessThan(MOST);
      }
      return processor;
    } finally {
      jvm.destroyForcibly().waitFor();
    }
  }

  private static long outOfMemory(Path output) throws IOException {
    // What a test prints may be in any encoding.
    try (var lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains("OutOfMemoryError")).count();
    }
  }
}
