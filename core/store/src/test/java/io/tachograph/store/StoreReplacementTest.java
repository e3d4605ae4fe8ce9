package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import io.tachograph.store.StoreReplacement.Moment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class StoreReplacementTest {
  private static final String LEDGER = "the-ledger";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("store.db");
  }

  /** What a ledger makes: a mission with two calls, a task, and how far that is. */
  private static void fillAsTheLedger(StoreWriter store) {
    long id = store.missions().create(mission("of-ledger"));
    store.toolCalls().insert(call(id, "one", after(1)));
    store.toolCalls().insert(call(id, "two", after(2)));
    store.tasks().start("task", "work", null, T0);
    store.projection().setAppliedSeq(LEDGER, 7);
  }

  private static void fillAsOthers(StoreWriter store) {
    long theirs = store.missions().create(mission("of-others"));
    store.toolCalls().insert(call(theirs, "theirs", after(3)));
    store.memory().set(theirs, "key", json("{\"a\":1}"), T0, null);
    long shared = store.missions().id("of-ledger").orElseThrow();
    store.memory().set(shared, "note", json("[2]"), T0, Duration.ofDays(90));
    store.tasks().start("their-task", "plan", "task", T0);
    store.projection().setAppliedSeq("another-ledger", 3);
  }

  private static void makeOld(Path file) {
    try (SqliteStore store = SqliteStore.open(file)) {
      // Others first, so that the row ids are not those of the new store.
      long first = store.missions().create(mission("of-others-first"));
      store.missions().delete("of-others-first");
      assertThat(first).isEqualTo(1);
      store.apply(StoreReplacementTest::fillAsTheLedger);
      store.apply(StoreReplacementTest::fillAsOthers);
    }
  }

  private static void replace(StoreReplacement replacement, boolean keep) {
    try (SqliteStore fresh = SqliteStore.open(replacement.fresh())) {
      fresh.apply(StoreReplacementTest::fillAsTheLedger);
      fresh.apply(store -> store.decisions().insert(decision(store)));
    }
    replacement.carryOver(LEDGER, false, keep);
    replacement.swap();
  }

  /** By which the new store is told from the old one. */
  private static NewDecision decision(StoreWriter store) {
    return new NewDecision(
        store.missions().id("of-ledger").orElseThrow(), "new", null, T0, null, null);
  }

  private static boolean isNew(Path store) {
    return !Schemas.rows(store, "SELECT 1 FROM decisions WHERE decision_type = 'new'").isEmpty();
  }

  @Test
  void others_rows_are_carried_over_and_the_old_store_is_kept() {
    makeOld(file);
    List<List<String>> before = contents(file);
    Path kept;
    SortedMap<String, Long> carried;
    try (StoreReplacement replacement = StoreReplacement.begin(file)) {
      assertThat(replacement.hasOld()).isTrue();
      try (SqliteStore fresh = SqliteStore.open(replacement.fresh())) {
        fresh.apply(StoreReplacementTest::fillAsTheLedger);
      }
      carried = replacement.carryOver(LEDGER, false, true);
      kept = replacement.swap();
    }
    assertThat(carried)
        .containsEntry("missions", 1L)
        .containsEntry("tool_calls", 1L)
        .containsEntry("tasks", 1L)
        .containsEntry("agent_memory", 2L)
        .containsEntry("projection", 1L)
        .hasSize(5);
    assertThat(contents(file)).isEqualTo(before);
    assertThat(contents(kept)).isEqualTo(before);
    assertThat(filesIn(folder)).containsExactlyInAnyOrder(file, kept);
    assertThat(Schemas.describe(file)).isEqualTo(Schemas.describe(kept));
  }

  /** What a store holds, whatever its row ids. */
  private static List<List<String>> contents(Path store) {
    return Schemas.rows(
        store,
        "SELECT 'm', mission_uuid, created_at, status FROM missions"
            + " UNION ALL SELECT m.mission_uuid, tool_name, timestamp, args FROM tool_calls"
            + " JOIN missions m ON m.id = mission_id"
            + " UNION ALL SELECT m.mission_uuid, key, value, expires_at FROM agent_memory"
            + " JOIN missions m ON m.id = mission_id"
            + " UNION ALL SELECT id, parent_id, description, status FROM tasks"
            + " UNION ALL SELECT 'p', ledger_id, applied_seq, '' FROM projection ORDER BY 1, 2, 3");
  }

  @Test
  void others_rows_are_left_behind_when_told_to_and_counted() {
    makeOld(file);
    try (StoreReplacement replacement = StoreReplacement.begin(file)) {
      replace(replacement, false);
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertThat(store.missions().newest(9)).extracting(Mission::uuid).containsExactly("of-ledger");
      assertThat(store.stats().rows()).containsEntry("agent_memory", 0L);
      assertThat(store.appliedSeq("another-ledger")).isEmpty();
    }
    assertThat(isNew(file)).isTrue();
  }

  @Test
  void a_mission_that_another_made_before_keeps_its_columns() {
    try (SqliteStore store = SqliteStore.open(file)) {
      store
          .missions()
          .create(
              NewMission.of("of-ledger", MissionPhase.TESTING, MissionStatus.PENDING, after(-9))
                  .owner("planner"));
    }
    try (StoreReplacement replacement = StoreReplacement.begin(file)) {
      replace(replacement, true);
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      Mission mission = store.missions().get("of-ledger");
      assertThat(mission.owner()).isEqualTo("planner");
      assertThat(mission.createdAt()).isEqualTo(after(-9));
      assertThat(store.toolCalls().ofMission(mission.id(), 9)).hasSize(2);
    }
  }

  @Test
  void what_others_added_to_the_schema_comes_along() {
    makeOld(file);
    Schemas.execute(
        file,
        "CREATE TABLE \"their notes\" (mission_id INTEGER, note TEXT);"
            + "INSERT INTO \"their notes\" SELECT id, 'n' FROM missions;"
            + "CREATE TABLE plain (a, b, PRIMARY KEY (a)) WITHOUT ROWID;"
            + "INSERT INTO plain VALUES (1, 2);"
            + "ALTER TABLE agent_memory ADD COLUMN mood TEXT;"
            + "UPDATE agent_memory SET mood = 'good';"
            + "CREATE TRIGGER noisy AFTER INSERT ON agent_memory BEGIN"
            + " INSERT INTO plain VALUES (NEW.id + 100, 0); END");
    try (StoreReplacement replacement = StoreReplacement.begin(file)) {
      replace(replacement, true);
    }
    assertThat(Schemas.rows(file, "SELECT a, b FROM plain")).containsExactly(List.of("1", "2"));
    assertThat(Schemas.column(file, "SELECT mood FROM agent_memory")).containsOnly("good");
    assertThat(
            Schemas.column(
                file,
                "SELECT m.mission_uuid FROM \"their notes\" n JOIN missions m ON m.id = n.mission_id"
                    + " ORDER BY 1"))
        .containsExactly("of-ledger", "of-others");
    assertThat(Schemas.column(file, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        .contains("noisy", "compute_memory_expiration");
  }

  @Test
  void a_store_that_is_open_elsewhere_is_left_alone() throws Exception {
    makeOld(file);
    try (SqliteStore open = SqliteStore.open(file)) {
      assertFails(Category.BUSY, () -> StoreReplacement.begin(file))
          .hasMessageContaining("open elsewhere");
      assertThat(open.missions().find("of-others")).isPresent();
      open.missions().create(mission("goes-on"));
    }
    try (StoreReplacement replacement = StoreReplacement.begin(file)) {
      assertFails(
          Category.BUSY, () -> SqliteStore.open(file, Clock.systemUTC(), Duration.ofMillis(50)));
      assertThat(replacement.fresh()).doesNotExist();
    }
    try (SqliteStore open = SqliteStore.open(file)) {
      assertThat(open.missions().find("goes-on")).isPresent();
    }
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void where_there_is_no_old_store_the_new_one_is_made() {
    try (StoreReplacement replacement = StoreReplacement.begin(file)) {
      assertThat(replacement.hasOld()).isFalse();
      replace(replacement, true);
    }
    assertThat(isNew(file)).isTrue();
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void what_cannot_be_read_is_kept_with_its_log() throws Exception {
    Files.writeString(file, "this was a database once, and is as long as its header at least.");
    Path log = Files.writeString(folder.resolve("store.db-wal"), "log");
    Path kept;
    try (StoreReplacement replacement = StoreReplacement.begin(file)) {
      assertThat(replacement.unreadable().category()).isEqualTo(Category.NOT_A_DATABASE);
      assertFails(Category.NOT_A_DATABASE, () -> replacement.carryOver(LEDGER, false, true));
      try (SqliteStore fresh = SqliteStore.open(replacement.fresh())) {
        fresh.apply(StoreReplacementTest::fillAsTheLedger);
      }
      kept = replacement.swap();
    }
    assertThat(Files.readString(kept)).startsWith("this was a database once");
    assertThat(Files.readString(Path.of(kept + "-wal"))).isEqualTo("log");
    assertThat(log).doesNotExist();
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.missions().find("of-ledger")).isPresent();
    }
  }

  /** Replaces a store and dies at a moment. */
  static final class DyingMain {
    private DyingMain() {}

    public static void main(String[] args) {
      Moment last = Moment.valueOf(args[1]);
      try (StoreReplacement replacement =
          StoreReplacement.begin(
              Path.of(args[0]),
              Clock.systemUTC(),
              moment -> {
                if (moment == last) {
                  System.out.println("dying at " + moment);
                  System.out.flush();
                  Runtime.getRuntime().halt(9);
                }
              })) {
        replace(replacement, true);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void a_crash_leaves_the_old_store_or_the_new_one_whole(Moment moment) throws Exception {
    makeOld(file);
    List<List<String>> before = contents(file);
    Process process = start(moment);
    try (BufferedReader printed = process.inputReader()) {
      assertThat(printed.readLine()).isEqualTo("dying at " + moment);
    }
    assertThat(process.waitFor()).isEqualTo(9);
    assertThat(isNew(file)).isEqualTo(moment == Moment.SWAPPED);
    assertThat(contents(file)).isEqualTo(before);
    assertThat(Schemas.column(file, "PRAGMA integrity_check")).containsExactly("ok");
    for (Path kept : filesIn(folder)) {
      if (kept.toString().contains(".before-rebuild-")) {
        assertThat(isNew(kept)).isFalse();
        assertThat(contents(kept)).isEqualTo(before);
      }
    }
    try (StoreReplacement again = StoreReplacement.begin(file)) {
      if (moment != Moment.SWAPPED) {
        replace(again, true);
      }
    }
    assertThat(isNew(file)).isTrue();
    assertThat(contents(file)).isEqualTo(before);
    assertThat(filesIn(folder)).noneMatch(left -> left.toString().contains(".tmp"));
    try (SqliteStore store = SqliteStore.open(file)) {
      store.missions().create(mission("usable"));
    }
  }

  private Process start(Moment moment) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            DyingMain.class.getName(),
            file.toString(),
            moment.name())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
