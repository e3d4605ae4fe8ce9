package io.tachograph.store;

import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that others filled with values of another type; SQLite lets them. */
class RowTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    store.toolCalls().insert(call(store.missions().create(mission("m")), "t", T0));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void what_is_no_number_is_corrupt_and_not_zero() {
    Schemas.execute(file, "UPDATE tool_calls SET duration_ms = 'long'");
    assertCorrupt("tool_calls", "duration_ms", 1, () -> store.toolCalls().newest(1));
    Schemas.execute(file, "UPDATE tool_calls SET duration_ms = x'0102'");
    assertCorrupt("tool_calls", "duration_ms", 1, () -> store.toolCalls().newest(1));
    Schemas.execute(file, "UPDATE missions SET max_cost_usd = 'much'");
    assertCorrupt("missions", "max_cost_usd", 1, () -> store.missions().get("m"));
  }

  @Test
  void numbers_in_other_forms_are_read() {
    Schemas.execute(file, "UPDATE tool_calls SET duration_ms = 12.75");
    assertThat(store.toolCalls().newest(1).get(0).durationMs()).isEqualTo(12);
    Schemas.execute(file, "UPDATE tool_calls SET duration_ms = '34'");
    assertThat(store.toolCalls().newest(1).get(0).durationMs()).isEqualTo(34);
    Schemas.execute(file, "UPDATE tool_calls SET duration_ms = 9223372036854775807");
    assertThat(store.toolCalls().newest(1).get(0).durationMs()).isEqualTo(Long.MAX_VALUE);
    Schemas.execute(file, "UPDATE missions SET max_cost_usd = 10");
    assertThat(store.missions().get("m").maxCostUsd()).isEqualTo(10.0);
  }

  @Test
  void a_flag_is_zero_or_one() {
    Schemas.execute(file, "PRAGMA ignore_check_constraints = 1; UPDATE tool_calls SET success = 7");
    assertCorrupt("tool_calls", "success", 1, () -> store.toolCalls().newest(1));
  }
}
