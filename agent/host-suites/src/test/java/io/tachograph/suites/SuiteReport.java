package io.tachograph.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is found of one suite on one JDK, written to {@code target/host-suites.txt} part by part, so
 * that it is there whatever comes after: a row of the table in docs/host-suites.md for each part
 * and one for the whole, and what went wrong.
 */
final class SuiteReport {
  private static final Path FILE = Path.of("target", "host-suites.txt");

  private final String name;
  private final List<String> faults = new ArrayList<>();
  private Figures whole =
      new Figures(0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  SuiteReport(HostSuite suite, Jdk jdk) throws IOException {
    this.name = suite + " | " + jdk;
    write(
        "| suite | on | part | tests | passed bare | passed audited | differences | entries"
            + " | ledger | bare | audited | CPU bare | CPU audited |");
  }

  /** Figures of a part, or of all. */
  private record Figures(
      long tests,
      long passedBare,
      long passedAudited,
      long differences,
      long entries,
      long bytes,
      Duration bare,
      Duration audited,
      Duration bareProcessor,
      Duration auditedProcessor) {
    Figures plus(Figures other) {
      return new Figures(
          tests + other.tests,
          passedBare + other.passedBare,
          passedAudited + other.passedAudited,
          differences + other.differences,
          entries + other.entries,
          bytes + other.bytes,
          bare.plus(other.bare),
          audited.plus(other.audited),
          bareProcessor.plus(other.bareProcessor),
          auditedProcessor.plus(other.auditedProcessor));
    }

    String row(String name, String part) {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %,d | %,d | %,d | %,d | %,d | %.1f GB | %s | %s | %s | %s |",
          name,
          part,
          tests,
          passedBare,
          passedAudited,
          differences,
          entries,
          bytes / 1e9,
          time(bare),
          time(audited),
          time(bareProcessor),
          time(auditedProcessor));
    }

    private static String time(Duration duration) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
  }

  /**
   * Writes what is found of a part.
   *
   * @return whether all is well
   */
  boolean add(
      SuitePart part,
      SuiteRun bare,
      SuiteRun audited,
      AuditedLedger ledger,
      AuditedLedger.Verdict verdict)
      throws IOException {
    List<String> found = new ArrayList<>();
    List<String> differences = bare.results().differences(audited.results());
    differences.forEach(difference -> found.add("differs: " + difference));
    AuditedLedger.Log log = ledger.log();
    if (!log.well()) {
      found.add("agent.log: errors, or the run did not end in order: " + log.notes());
    }
    if (!verdict.passed() || !verdict.complete()) {
      found.add("verify: " + verdict.text());
    }
    if (audited.outOfMemory() > bare.outOfMemory()) {
      found.add("OutOfMemoryError: " + bare.outOfMemory() + " but " + audited.outOfMemory());
    }
    Figures figures =
        new Figures(
            bare.results().tests(),
            bare.results().passed(),
            audited.results().passed(),
            differences.size(),
            verdict.entries(),
            ledger.bytes(),
            bare.took(),
            audited.took(),
            bare.processor(),
            audited.processor());
    whole = whole.plus(figures);
    write(figures.row(name, part.name()));
    for (String note : log.notes()) {
      write("noted in agent.log: " + note);
    }
    for (String fault : found) {
      write("FAULT: " + fault);
      faults.add(part.name() + ": " + fault);
    }
    return found.isEmpty();
  }

  /** Writes the figures of the whole suite. */
  void end() throws IOException {
    write(whole.row(name, "whole"));
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  private static void write(String line) throws IOException {
    Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
