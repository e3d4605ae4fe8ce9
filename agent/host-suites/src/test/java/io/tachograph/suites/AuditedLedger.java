package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the agent wrote while a suite ran.
 *
 * @param dir the agent's {@code dir}
 * @param service the agent's {@code service}
 */
record AuditedLedger(Path dir, String service) {
  private static final Pattern A_RUN = Pattern.compile("^\\S+ a run (begins|ends): ");
  private static final Pattern ENDED_WELL =
      Pattern.compile("^\\S+ a run ends: appended=\\d+ failed=0 errors=0\\b");

  private static final Pattern ENTRIES = Pattern.compile("\"entries\":(\\d+)");

  /**
   * A ledger as {@code verify} sees it.
   *
   * @param passed whether it is intact
   * @param entries how many it has
   * @param text all that was said, as JSON
   */
  record Verdict(boolean passed, long entries, String text) {
    /** Whether nothing is missing of what was to be recorded. */
    boolean complete() {
      return text.contains("\"completeness\":{\"verdict\":\"ok\"")
          && text.contains("\"coverage\":{\"verdict\":\"ok\"");
    }
  }

  private Path folder() {
    return dir.resolve(service);
  }

  /** Judges it; that there is none fails. */
  Verdict verified(Path jar) throws IOException, InterruptedException {
    assertThat(folder()).as("the agent recorded").isDirectory();
    Path said = dir.resolve("verify.json");
    Process verify =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "verify",
                folder().toString(),
                "--json")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int code = verify.waitFor();
    String text = Files.readString(said).strip();
    Matcher entries = ENTRIES.matcher(text);
    return new Verdict(code == 0, entries.find() ? Long.parseLong(entries.group(1)) : 0, text);
  }

  /**
   * What the agent's log says.
   *
   * @param well whether the run ended in order, recorded all, and kept no error of ours from the
   *     host
   * @param notes all that it says besides
   */
  record Log(boolean well, List<String> notes) {}

  /** Reads the log; that there is none fails. */
  Log log() throws IOException {
    List<String> lines = Files.readAllLines(folder().resolve("agent.log"));
    return new Log(
        lines.stream().anyMatch(line -> ENDED_WELL.matcher(line).find()),
        lines.stream().filter(line -> !A_RUN.matcher(line).find()).toList());
  }

  /** How much room it takes. */
  long bytes() throws IOException {
    return DiskBudget.bytesOf(folder());
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
