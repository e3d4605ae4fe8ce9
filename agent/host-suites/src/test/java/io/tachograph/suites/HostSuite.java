package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The tests of a library, compiled from its own sources, to be run in JVMs of their own. The
 * library itself is the jar that everybody uses.
 *
 * @param name the folder of its sources under {@code target/suites}
 * @param filesLeftOut files whose tests need what is not here
 * @param methodsLeftOut tests, by {@code class#method}, that make too many calls to record
 */
record HostSuite(String name, String filesLeftOut, String methodsLeftOut) {
  /** A disk that is shared must not be filled by a ledger. */
  private static final long LEAST_FREE_BYTES = 20L << 30;

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path LIBRARIES = TARGET.resolve("libraries");

  /** What the library's own build passes to the JVM that tests it. */
  private static final List<String> OPENS =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.time",
          "java.time.chrono",
          "java.util");

  private Path sources() {
    return TARGET.resolve("suites").resolve(name);
  }

  /** Where it runs. */
  Path work() {
    return TARGET.resolve("work").resolve(name);
  }

  private Path classes() {
    return work().resolve("classes");
  }

  /** Compiles it, and puts its files where its tests look for them. */
  void compile() throws IOException {
    Files.createDirectories(classes());
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "-encoding", "UTF-8", "-g", "-proc:none", "-cp", libraries(), "-d"));
    arguments.add(classes().toString());
    Path resources = work().resolve("src/test/resources");
    try (Stream<Path> files = Files.walk(sources())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".java")) {
          copy(file, classes());
          copy(file, resources);
        } else if (!file.getFileName().toString().matches(filesLeftOut)) {
          arguments.add(file.toString());
        }
      }
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).as("compiling " + name).isZero();
  }

  private void copy(Path file, Path folder) throws IOException {
    Path copy = folder.resolve(sources().relativize(file));
    Files.createDirectories(copy.getParent());
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      return jars.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** Runs all tests; what became of each. */
  SuiteResults run(Path java, String label, List<String> agent)
      throws IOException, InterruptedException {
    Path reports = Files.createDirectories(work().resolve(label));
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx2g"));
    OPENS.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.addAll(agent);
    command.addAll(
        List.of(
            "-cp",
            classes() + File.pathSeparator + libraries(),
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--scan-class-path=" + classes(),
            "--include-classname=.*Test",
            "--exclude-methodname=" + methodsLeftOut,
            "--details=none",
            "--disable-banner",
            "--reports-dir=" + reports));
    ProcessBuilder builder = new ProcessBuilder(command).directory(work().toFile());
    builder.redirectOutput(reports.resolve("out").toFile());
    builder.redirectError(reports.resolve("err").toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    // 1 where a test failed: a suite may have some that fail here with and without the agent.
    assertThat(ended(builder.start())).as(label + ": " + reports).isIn(0, 1);
    return SuiteResults.read(reports.resolve("TEST-junit-jupiter.xml"));
  }

  private int ended(Process suite) throws IOException, InterruptedException {
    try {
      while (!suite.waitFor(1, TimeUnit.SECONDS)) {
        long free = Files.getFileStore(work()).getUsableSpace();
        assertThat(free)
            .as("room on the disk while " + name + " runs")
            .isGreaterThan(LEAST_FREE_BYTES);
      }
      return suite.exitValue();
    } finally {
      suite.destroyForcibly().waitFor();
    }
  }
}
