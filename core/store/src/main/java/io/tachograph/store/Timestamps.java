package io.tachograph.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as the store's text columns hold them. Pure functions. */
public final class Timestamps {
  /** Digits of a second; fixed, so that text order is time order. Others read six at most. */
  private static final int FRACTION_DIGITS = 6;

  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder().appendInstant(FRACTION_DIGITS).toFormatter(Locale.ROOT);

  /** What stands in databases by now: {@code T} or a space, a zone or none (then it is UTC). */
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .optionalStart()
          .appendLiteral('T')
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private Timestamps() {}

  /** ISO 8601 UTC text ending in {@code Z}, cut to microseconds. */
  public static String text(Instant time) {
    return WRITTEN.format(time);
  }

  /**
   * The time that a column holds.
   *
   * @throws java.time.DateTimeException if the text is no time
   */
  public static Instant parse(String text) {
    TemporalAccessor parsed =
        READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (parsed instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (parsed instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return LocalDate.from(parsed).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
