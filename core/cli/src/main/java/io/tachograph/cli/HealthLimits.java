package io.tachograph.cli;

import io.tachograph.cli.health.LedgerHealth;
import io.tachograph.cli.health.WriterState;
import io.tachograph.format.Entry;
import io.tachograph.verifier.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where on a ledger is not healthy, as options of the command line. */
final class HealthLimits {
  @Option(
      names = "--max-age",
      paramLabel = "AGE",
      converter = TimeArgument.Converter.class,
      description =
          "Not healthy if the last entry is older, such as 5m; a ledger that was closed in order"
              + " may be of any age.")
  private @Nullable TimeArgument maxAge;

  @Option(
      names = "--max-unsealed",
      paramLabel = "N",
      description = "Not healthy if more entries than that are covered by no checkpoint.")
  private @Nullable Long maxUnsealed;

  @Option(
      names = "--max-unrecorded",
      paramLabel = "N",
      description =
          "Not healthy if the last entries say that more events than that could not be recorded.")
  private @Nullable Long maxUnrecorded;

  @Option(
      names = "--max-lag",
      paramLabel = "N",
      description = "Not healthy if the store is more entries than that behind, or is unreadable.")
  private @Nullable Long maxLag;

  @Option(
      names = "--min-free",
      paramLabel = "SIZE",
      defaultValue = "256MiB",
      converter = SizeArgument.class,
      description = "Not healthy if the disk has less free space (default: ${DEFAULT-VALUE}).")
  private long minFree;

  /** For picocli. */
  HealthLimits() {}

  /** What is wrong with a ledger, in words. */
  List<String> problems(LedgerHealth health) {
    List<String> problems = new ArrayList<>();
    for (Finding finding : health.tail().findings()) {
      problems.add("damaged, run verify on it: " + finding);
    }
    Entry last = health.tail().last();
    if (last == null) {
      problems.add("it has no entry");
    } else if (health.writer() == WriterState.GONE) {
      problems.add(
          "its process is gone and did not close it: nothing is recorded since " + last.time());
    }
    if (last != null && health.writer() != WriterState.CLOSED && isOlder(last.time())) {
      problems.add("the last entry is too old: time=" + last.time());
    }
    beyond(problems, "entries are not sealed", unsealed(health), maxUnsealed);
    beyond(problems, "events could not be recorded", health.unrecorded(), maxUnrecorded);
    if (maxLag != null && health.lag() == null) {
      problems.add("there is no store that can be read");
    } else if (health.lag() != null) {
      beyond(problems, "entries are not in the store", health.lag(), maxLag);
    }
    if (health.freeBytes() < minFree) {
      problems.add("the disk is nearly full: free=" + health.freeBytes() + " least=" + minFree);
    }
    return problems;
  }

  /** How many entries no checkpoint covers. */
  static long unsealed(LedgerHealth health) {
    return Math.max(0, health.tail().length() - health.tail().sealed());
  }

  private boolean isOlder(Instant time) {
    return maxAge != null && time.isBefore(maxAge.at(ZoneOffset.UTC));
  }

  private static void beyond(List<String> problems, String what, long value, @Nullable Long most) {
    if (most != null && value > most) {
      problems.add(what + ": " + value + ", at most " + most);
    }
  }
}
