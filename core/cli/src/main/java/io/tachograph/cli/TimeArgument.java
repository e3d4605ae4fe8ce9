package io.tachograph.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time on the command line: how long ago it was ({@code 2h}, {@code P90D}), a day ({@code
 * yesterday}, {@code 2026-11-01}), or a time with or without its offset. A day is its beginning.
 *
 * @param when the time, where a text that says no offset means a zone
 */
record TimeArgument(Function<ZoneId, Instant> when) {
  /** For the descriptions of options. */
  static final String FORMS = "2h, 7d, yesterday, 2026-11-01, 2026-11-01T08:00 or ...T08:00:00Z";

  /** The time, where a text that says no offset means this zone. */
  Instant at(ZoneId zone) {
    return when.apply(zone);
  }

  /** Reads one from the command line. */
  static final class Converter implements ITypeConverter<TimeArgument> {
    private static final Pattern AGO = Pattern.compile("(\\d{1,9})\\s?([smhdw])");
    private static final Pattern OFFSET = Pattern.compile(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)");
    private static final Map<String, Duration> UNITS =
        Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.of(7, ChronoUnit.DAYS));

    /** For picocli. */
    Converter() {}

    @Override
    public TimeArgument convert(String text) {
      try {
        return read(text);
      } catch (DateTimeException | ArithmeticException e) {
        throw new TypeConversionException("'" + text + "' is no time such as " + FORMS);
      }
    }

    private static TimeArgument read(String text) {
      Matcher ago = AGO.matcher(text);
      if (ago.matches()) {
        Duration unit = UNITS.getOrDefault(ago.group(2), Duration.ZERO);
        return before(unit.multipliedBy(Long.parseLong(ago.group(1))));
      } else if (text.startsWith("P")) {
        return before(Duration.parse(text));
      } else if (text.equals("now")) {
        return before(Duration.ZERO);
      } else if (text.equals("today")) {
        return day(zone -> LocalDate.now(zone));
      } else if (text.equals("yesterday")) {
        return day(zone -> LocalDate.now(zone).minusDays(1));
      }
      String time = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
      if (OFFSET.matcher(time).matches()) {
        Instant instant = OffsetDateTime.parse(time).toInstant();
        return new TimeArgument(zone -> instant);
      } else if (time.contains("T")) {
        LocalDateTime local = LocalDateTime.parse(time);
        return new TimeArgument(zone -> local.atZone(zone).toInstant());
      }
      LocalDate date = LocalDate.parse(time);
      return day(zone -> date);
    }

    private static TimeArgument before(Duration ago) {
      Instant instant = Instant.now().minus(ago);
      return new TimeArgument(zone -> instant);
    }

    private static TimeArgument day(Function<ZoneId, LocalDate> day) {
      return new TimeArgument(zone -> day.apply(zone).atStartOfDay(zone).toInstant());
    }
  }
}
