package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The tests of a library, compiled from its own sources. The library itself is the jar that
 * everybody uses.
 *
 * @param name the folder of its sources under {@code target/suites}
 * @param filesLeftOut files whose tests need what is not here
 * @param methodsLeftOut tests, by {@code class#method}, that make too many calls to record
 * @param parts what runs in a JVM of its own, so that no ledger becomes too large
 */
record HostSuite(String name, String filesLeftOut, String methodsLeftOut, List<SuitePart> parts) {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** All that suites write. */
  static final Path WORK = TARGET.resolve("work");

  private static final Path LIBRARIES = TARGET.resolve("libraries");

  /** This suite without the parts that are not wanted. */
  HostSuite partsThat(Predicate<SuitePart> wanted) {
    return new HostSuite(
        name, filesLeftOut, methodsLeftOut, parts.stream().filter(wanted).toList());
  }

  private Path sources() {
    return TARGET.resolve("suites").resolve(name);
  }

  /** Where it runs. */
  Path work() {
    return WORK.resolve(name);
  }

  Path classes() {
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

  static String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      return jars.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
