package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.foreignStore;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final String EXPIRES_AT = "SELECT expires_at FROM agent_memory WHERE key = 'k'";

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(T0);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);

  private SqliteStore open(Path file) {
    return SqliteStore.open(file, clock);
  }

  private Path made() {
    Path file = folder.resolve("made.db");
    try (SqliteStore store = open(file)) {
      store.missions().create(mission("m"));
    }
    return file;
  }

  @Test
  void what_is_set_is_there_until_it_is_deleted() {
    try (SqliteStore store = open(made())) {
      store.memory().set(1, "k", json("{\"a\":1}"), T0, null);
      assertThat(store.memory().get(1, "k"))
          .contains(new MemoryEntry(1, 1, "k", json("{\"a\":1}"), T0, null));
      store.memory().set(1, "k", null, after(1), null);
      assertThat(store.memory().get(1, "k"))
          .contains(new MemoryEntry(1, 1, "k", null, after(1), null));
      assertThat(store.memory().delete(1, "k")).isTrue();
      assertThat(store.memory().get(1, "k")).isEmpty();
      assertThat(store.memory().delete(1, "k")).isFalse();
    }
  }

  @Test
  void what_has_expired_is_not_shown() {
    try (SqliteStore store = open(made())) {
      store.memory().set(1, "k", json("1"), T0, Duration.ofSeconds(60));
      store.memory().set(1, "ever", json("2"), T0, null);
      now.set(after(60).minusNanos(1));
      assertThat(store.memory().get(1, "k").orElseThrow().expiresAt()).isEqualTo(after(60));
      assertThat(store.memory().list(1)).extracting(MemoryEntry::key).containsExactly("ever", "k");
      now.set(after(60));
      assertThat(store.memory().get(1, "k")).isEmpty();
      assertThat(store.memory().list(1)).extracting(MemoryEntry::key).containsExactly("ever");
    }
  }

  @Test
  void pages_are_full_of_what_is_valid() {
    try (SqliteStore store = open(made())) {
      Duration short60 = Duration.ofSeconds(60);
      for (int i = 0; i < 20; i++) {
        store.missions().create(mission("m" + i));
        // All but every seventh are gone by then: more in a row than a page has.
        store
            .memory()
            .set(1, String.format("k%02d", i), json("1"), T0, i % 7 == 0 ? null : short60);
        store.memory().set(2 + i, "shared", json("1"), T0, i % 7 == 0 ? null : short60);
      }
      now.set(after(60));
      for (int limit = 1; limit < 5; limit++) {
        List<String> keys = new ArrayList<>();
        TextPage page = TextPage.first(limit);
        List<MemoryEntry> rows = store.memory().list(1, page);
        while (!rows.isEmpty()) {
          rows.forEach(row -> keys.add(row.key()));
          assertThat(rows).hasSizeLessThanOrEqualTo(limit);
          page = page.after(rows.get(rows.size() - 1).key());
          rows = store.memory().list(1, page);
        }
        assertThat(keys).containsExactly("k00", "k07", "k14");
        assertThat(
                Pages.all(limit, each -> store.memory().withKey("shared", each), MemoryEntry::id))
            .extracting(MemoryEntry::missionId)
            .containsExactly(16L, 9L, 2L);
      }
    }
  }

  @Test
  void setting_again_gives_a_new_time_to_live() {
    for (Path file : new Path[] {made(), foreignStore(folder.resolve("foreign.db"))}) {
      try (SqliteStore store = open(file)) {
        now.set(T0);
        store.memory().set(1, "k", json("1"), T0, Duration.ofSeconds(60));
        assertThat(Schemas.column(file, EXPIRES_AT))
            .as("%s", file)
            .containsExactly("2025-11-20T10:01:00.000000Z");
        now.set(after(50));
        store.memory().set(1, "k", json("2"), after(50), Duration.ofSeconds(60));
        assertThat(Schemas.column(file, EXPIRES_AT))
            .as("%s", file)
            .containsExactly("2025-11-20T10:01:50.000000Z");
        now.set(after(109));
        assertThat(store.memory().get(1, "k").orElseThrow().value()).isEqualTo(json("2"));
        now.set(after(110));
        assertThat(store.memory().get(1, "k")).isEmpty();
        store.memory().set(1, "k", json("3"), after(110), null);
        assertThat(store.memory().get(1, "k")).isPresent();
        assertThat(Schemas.column(file, EXPIRES_AT)).containsExactly((String) null);
      }
    }
  }

  @Test
  void others_that_leave_the_expiry_to_the_database_get_it_at_each_set() {
    Path file = made();
    Schemas.execute(
        file,
        "INSERT INTO agent_memory (mission_id, key, value, timestamp, ttl)"
            + " VALUES (1, 'k', '1', '2025-11-20T10:00:00Z', 60)");
    assertThat(Schemas.column(file, EXPIRES_AT)).containsExactly("2025-11-20T10:01:00.000Z");
    Schemas.execute(file, "UPDATE agent_memory SET timestamp = '2025-11-20T10:00:30Z', ttl = 3600");
    assertThat(Schemas.column(file, EXPIRES_AT)).containsExactly("2025-11-20T11:00:30.000Z");
    Schemas.execute(file, "UPDATE agent_memory SET ttl = NULL");
    assertThat(Schemas.column(file, EXPIRES_AT)).containsExactly((String) null);
  }

  @Test
  void a_stale_expiry_that_others_left_does_not_hide_what_they_set_again() {
    Path file = foreignStore(folder.resolve("foreign.db"));
    Schemas.execute(
        file,
        "UPDATE agent_memory SET timestamp = '2025-11-20T23:00:00.500Z', value = '[2]'"
            + " WHERE key = 'last_playbook'");
    try (SqliteStore store = open(file)) {
      now.set(Instant.parse("2025-11-20T23:30:00Z"));
      assertThat(store.memory().get(1, "last_playbook").orElseThrow().value())
          .isEqualTo(json("[2]"));
      now.set(Instant.parse("2025-11-21T00:00:00.500Z"));
      assertThat(store.memory().get(1, "last_playbook")).isEmpty();
    }
  }

  @Test
  void a_time_to_live_beyond_all_bounds_that_others_wrote_never_expires() {
    Path file = made();
    Schemas.execute(
        file,
        "INSERT INTO agent_memory (mission_id, key, timestamp, ttl)"
            + " VALUES (1, 'k', '2025-11-20T10:00:00Z', 9223372036854775807)");
    try (SqliteStore store = open(file)) {
      assertThat(store.memory().get(1, "k").orElseThrow().expiresAt()).isNull();
    }
  }

  @Test
  void a_time_to_live_is_whole_seconds_within_bounds() {
    try (SqliteStore store = open(made())) {
      for (Duration bad :
          new Duration[] {
            Duration.ofSeconds(-1), Duration.ofMillis(1500), MemoryEntry.MAX_TTL.plusSeconds(1)
          }) {
        assertThatThrownBy(() -> store.memory().set(1, "k", null, T0, bad))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("ttl=" + bad);
      }
      store.memory().set(1, "k", null, T0, MemoryEntry.MAX_TTL);
      assertThat(store.memory().get(1, "k")).isPresent();
      store.memory().set(1, "k", null, T0, Duration.ZERO);
      assertThat(store.memory().get(1, "k")).isEmpty();
    }
  }

  @Test
  void a_key_belongs_to_one_mission() {
    try (SqliteStore store = open(made())) {
      long other = store.missions().create(mission("other"));
      store.memory().set(1, "k", json("1"), T0, null);
      store.memory().set(other, "k", json("2"), T0, null);
      assertThat(store.memory().get(1, "k").orElseThrow().value()).isEqualTo(json("1"));
      assertThat(store.memory().get(other, "k").orElseThrow().value()).isEqualTo(json("2"));
      assertFails(Category.CONSTRAINT, () -> store.memory().set(99, "k", null, T0, null))
          .hasMessageContaining("column=agent_memory.mission_id");
    }
  }
}
