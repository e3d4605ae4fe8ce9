package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeArgumentTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Instant read(String text, ZoneId zone) {
    return new TimeArgument.Converter().convert(text).at(zone);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01, 2026-10-31T23:00:00Z",
    "2026-07-01, 2026-06-30T22:00:00Z",
    "2026-11-01T08:00, 2026-11-01T07:00:00Z",
    "2026-11-01 08:00, 2026-11-01T07:00:00Z",
    "2026-11-01 08:00:30.5, 2026-11-01T07:00:30.500Z",
    "2026-11-01T08:00:00Z, 2026-11-01T08:00:00Z",
    "2026-11-01 08:00+02:00, 2026-11-01T06:00:00Z"
  })
  void aTimeWithoutItsOffsetIsTheReaders(String text, Instant expected) {
    assertThat(read(text, BERLIN)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"90s, 90", "5m, 300", "2h, 7200", "7d, 604800", "1w, 604800", "PT1H, 3600", "now, 0"})
  void agoIsBeforeNow(String text, long seconds) {
    assertThat(read(text, BERLIN))
        .isCloseTo(Instant.now().minusSeconds(seconds), within(30, ChronoUnit.SECONDS));
  }

  @Test
  void daysHaveNames() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(read("today", ZoneOffset.UTC))
        .isIn(
            today.atStartOfDay().toInstant(ZoneOffset.UTC),
            today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    assertThat(read("yesterday", ZoneOffset.UTC)).isBefore(read("today", ZoneOffset.UTC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "someday",
        "2h30",
        "-2h",
        "2026-13-01",
        "2026-11-01T25:00",
        "99999999999h",
        "P"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> read(text, BERLIN))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' is no time such as 2h, ");
  }
}
