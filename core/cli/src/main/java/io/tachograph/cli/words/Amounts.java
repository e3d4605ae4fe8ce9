package io.tachograph.cli.words;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers and times as people read them. */
public final class Amounts {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long SECONDS_PER_MINUTE = 60;
  private static final double PERCENT = 100;

  private Amounts() {}

  /** With commas. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Of a part, 0 to 1. */
  public static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", part * PERCENT);
  }

  /** To the millisecond, which is as much as a clock is worth. */
  public static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** In the unit that suits it. */
  public static String duration(long nanos) {
    if (nanos < NANOS_PER_MICRO) {
      return nanos + " ns";
    } else if (nanos < NANOS_PER_MILLI) {
      return String.format(Locale.ROOT, "%.1f µs", (double) nanos / NANOS_PER_MICRO);
    } else if (nanos < NANOS_PER_SECOND) {
      return String.format(Locale.ROOT, "%.1f ms", (double) nanos / NANOS_PER_MILLI);
    } else if (nanos < SECONDS_PER_MINUTE * NANOS_PER_SECOND) {
      return String.format(Locale.ROOT, "%.1f s", (double) nanos / NANOS_PER_SECOND);
    }
    return longer(Duration.ofNanos(nanos));
  }

  private static String longer(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d " + duration.toHoursPart() + " h";
    } else if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
