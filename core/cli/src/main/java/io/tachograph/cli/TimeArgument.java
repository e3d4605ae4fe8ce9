package io.tachograph.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a time from the command line: a day in UTC, a time with its offset, or how long ago it was.
 */
final class TimeArgument implements ITypeConverter<Instant> {
  /** For picocli. */
  TimeArgument() {}

  @Override
  public Instant convert(String text) {
    try {
      if (text.startsWith("P")) {
        return Instant.now().minus(Duration.parse(text));
      }
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time such as 2026-01-01, 2026-01-01T08:00:00Z or P90D");
    }
  }
}
