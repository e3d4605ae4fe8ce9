package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the agent wrote while a suite ran.
 *
 * @param dir the agent's {@code dir}
 * @param service the agent's {@code service}
 */
record AuditedLedger(Path dir, String service) {
  private Path folder() {
    return dir.resolve(service);
  }

  /** What {@code verify} says; that there is no ledger, or that it is not intact, fails. */
  String verified(Path jar) throws IOException, InterruptedException {
    assertThat(folder()).as("the agent recorded").isDirectory();
    Path said = dir.resolve("verify.txt");
    Process verify =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "verify",
                folder().toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int code = verify.waitFor();
    String text = Files.readString(said);
    assertThat(code).as(text).isZero();
    return text;
  }

  /** What the agent's log says, or nothing. */
  String log() throws IOException {
    Path log = folder().resolve("agent.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** How much room it takes. */
  long megabytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum() >> 20;
    }
  }

  /** Makes room for the next. */
  void delete() throws IOException {
    if (Files.exists(dir)) {
      try (Stream<Path> files = Files.walk(dir)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
  }
}
