package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What stands in a column: times and JSON. */
class ColumnsTest {
  @Test
  void a_time_comes_back_to_the_microsecond_and_sorts_as_text() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Instant one = randomTime(random);
      Instant other = i % 2 == 0 ? randomTime(random) : one.plusNanos(random.nextInt(3_000_000));
      String text = Timestamps.text(one);
      assertThat(text).as("seed=%d", seed).hasSize(27).endsWith("Z");
      assertThat(Timestamps.parse(text)).as("seed=%d", seed).isEqualTo(micros(one));
      assertThat(Integer.signum(text.compareTo(Timestamps.text(other))))
          .as("seed=%d %s %s", seed, one, other)
          .isEqualTo(Integer.signum(micros(one).compareTo(micros(other))));
    }
  }

  @Test
  void the_forms_that_others_write_are_read() {
    Instant half = T0.plusMillis(500);
    assertThat(Timestamps.parse("2025-11-20T10:00:00Z")).isEqualTo(T0);
    assertThat(Timestamps.parse("2025-11-20t10:00:00z")).isEqualTo(T0);
    assertThat(Timestamps.parse("2025-11-20 10:00:00")).isEqualTo(T0);
    assertThat(Timestamps.parse("2025-11-20T10:00:00")).isEqualTo(T0);
    assertThat(Timestamps.parse("2025-11-20T10:00")).isEqualTo(T0);
    assertThat(Timestamps.parse("2025-11-20T10:00:00.5Z")).isEqualTo(half);
    assertThat(Timestamps.parse("2025-11-20T10:00:00.500000")).isEqualTo(half);
    assertThat(Timestamps.parse("2025-11-20T10:00:00.500000000Z")).isEqualTo(half);
    assertThat(Timestamps.parse("2025-11-20T12:00:00+02:00")).isEqualTo(T0);
    assertThat(Timestamps.parse("2025-11-20T04:30:00-05:30")).isEqualTo(T0);
    assertThat(Timestamps.parse("2025-11-20")).isEqualTo(Instant.parse("2025-11-20T00:00:00Z"));
    for (String bad :
        new String[] {"", "now", "2025-13-01", "2025-11-20T25:00:00Z", "1763632800"}) {
      assertThatThrownBy(() -> Timestamps.parse(bad)).isInstanceOf(DateTimeException.class);
    }
  }

  @Test
  void json_comes_back_digit_by_digit() {
    for (String text :
        new String[] {
          "{}",
          "[]",
          "null",
          "true",
          "\"\"",
          "\"gr\u00f6\u00dfe \u2713 \ud83d\ude80 \\\" \\\\ \\u0000\\n\"",
          "{\"n\":[0,-1,9223372036854775808,12345678901234567890123456789]}",
          "{\"d\":[0.1,1.10,100.00,12345.678901234567890123]}",
          "{\"b\":{\"a\":1},\"a\":{\"b\":2}}"
        }) {
      assertThat(Json.text(json(text))).isEqualTo(text);
    }
  }

  @Test
  void python_s_infinities_are_read() {
    assertThat(json("{\"x\":Infinity}").get("x").doubleValue()).isInfinite();
    assertThat(json("[NaN]").get(0).doubleValue()).isNaN();
  }

  @Test
  void what_is_no_json_is_refused() {
    for (String bad : new String[] {"{", "{} {}", "nul", "'a'", "[".repeat(100_000)}) {
      assertThatThrownBy(() -> Json.parse(bad)).isInstanceOf(JsonProcessingException.class);
    }
  }

  private static Instant randomTime(Random random) {
    return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
