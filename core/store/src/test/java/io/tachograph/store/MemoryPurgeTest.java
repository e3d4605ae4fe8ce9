package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPurgeTest {
  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(T0);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file, clock);
    store.missions().create(mission("m"));
    store.missions().create(mission("n"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> keys() {
    return Schemas.column(file, "SELECT key FROM agent_memory ORDER BY key");
  }

  @Test
  void what_expired_is_deleted_and_nothing_else() {
    store.memory().set(1, "ever", json("1"), T0, null);
    store.memory().set(1, "minute", json("1"), T0, Duration.ofSeconds(60));
    store.memory().set(2, "minute too", json("1"), T0, Duration.ofSeconds(60));
    store.memory().set(2, "hour", json("1"), T0, Duration.ofHours(1));
    now.set(after(60).minusNanos(1_000));
    assertThat(store.memory().purgeExpired()).isZero();
    now.set(after(60));
    assertThat(store.memory().purgeExpired()).isEqualTo(2);
    assertThat(keys()).containsExactly("ever", "hour");
    assertThat(store.memory().purgeExpired()).isZero();
  }

  @Test
  void any_number_is_deleted_at_once() {
    int expired = 2 * MemoryPurge.CHUNK_ROWS + 1;
    store.apply(
        writer -> {
          for (int i = 0; i < expired; i++) {
            // Some of one moment, so that a chunk ends amid them.
            writer.memory().set(1, "k" + i, null, after(i / 7), Duration.ZERO);
            writer.memory().set(2, "k" + i, null, T0, Duration.ofDays(2));
          }
        });
    now.set(after(86_400));
    assertThat(store.memory().purgeExpired()).isEqualTo(expired);
    assertThat(keys()).hasSize(expired);
  }

  @Test
  void an_expiry_that_others_left_stale_deletes_nothing_that_is_valid() {
    int stale = MemoryPurge.CHUNK_ROWS + 1;
    store.apply(
        writer -> {
          for (int i = 0; i < stale; i++) {
            writer.memory().set(1, "k" + i, null, T0, Duration.ofHours(1));
          }
        });
    Schemas.execute(
        file,
        "DROP TRIGGER recompute_memory_expiration;"
            + "UPDATE agent_memory SET expires_at = '2025-01-01T00:00:00Z'");
    assertThat(store.memory().purgeExpired()).isZero();
    assertThat(store.memory().list(1)).hasSize(stale);
    now.set(after(3_600));
    assertThat(store.memory().purgeExpired()).isEqualTo(stale);
  }

  @Test
  void an_expiry_that_others_left_out_is_reckoned() {
    int rows = MemoryPurge.CHUNK_ROWS + 1;
    store.apply(
        writer -> {
          for (int i = 0; i < rows; i++) {
            writer.memory().set(1, "k" + i, null, T0, Duration.ofSeconds(60));
          }
          writer.memory().set(2, "later", null, T0, Duration.ofHours(1));
          writer.memory().set(2, "ever", null, T0, null);
        });
    Schemas.execute(
        file,
        "DROP TRIGGER recompute_memory_expiration; UPDATE agent_memory SET expires_at = NULL");
    now.set(after(60));
    assertThat(store.memory().purgeExpired()).isEqualTo(rows);
    assertThat(keys()).containsExactly("ever", "later");
  }

  @Test
  void an_expiry_that_others_left_too_late_goes_once_it_has_passed() {
    store.memory().set(1, "k", null, T0, Duration.ofSeconds(60));
    Schemas.execute(file, "UPDATE agent_memory SET expires_at = '2025-11-20T11:00:00Z'");
    now.set(after(60));
    assertThat(store.memory().get(1, "k")).isEmpty();
    assertThat(store.memory().purgeExpired()).isZero();
    now.set(after(3_601));
    assertThat(store.memory().purgeExpired()).isEqualTo(1);
  }
}
