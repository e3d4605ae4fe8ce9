package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.NewMission;
import io.tachograph.store.NewToolCall;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StoreCareTest {
  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path dir;
  private Path db;

  @BeforeEach
  void fill() {
    db = dir.resolve("store.db");
    try (SqliteStore store = SqliteStore.open(db)) {
      store.apply(
          writer -> {
            long mission =
                writer
                    .missions()
                    .create(NewMission.of("m", MissionPhase.CODING, MissionStatus.IN_PROGRESS, T0));
            for (int i = 0; i < 2_000; i++) {
              writer
                  .toolCalls()
                  .insert(
                      new NewToolCall(
                          mission,
                          "search",
                          JsonNodeFactory.instance.textNode("x".repeat(500)),
                          null,
                          T0.plusSeconds(i),
                          1L,
                          true,
                          null));
            }
          });
    }
  }

  @Test
  void statsSayHowLargeAStoreIs() throws Exception {
    CommandRun words = run("store", "stats", "--db", db);
    assertThat(words.code()).as(words.err()).isZero();
    assertThat(words.err()).isEmpty();
    assertThat(words.out())
        .contains("schema version: ")
        .containsPattern("tool_calls +2,000")
        .containsPattern("missions +1\\R")
        .contains("last backup: none");
    JsonNode stats = run("store", "stats", "--db", db, "--json").json();
    assertThat(stats.path("file_bytes").asLong()).isEqualTo(Files.size(db));
    assertThat(stats.path("pages").asLong() * stats.path("page_bytes").asLong())
        .isEqualTo(Files.size(db));
    assertThat(stats.path("rows").path("tool_calls").asLong()).isEqualTo(2_000);
    assertThat(stats.path("above_warn_size").asBoolean()).isFalse();
    assertThat(stats.path("last_backup").isNull()).isTrue();
  }

  @Test
  void aboveASizeAWarningIsGiven() throws Exception {
    CommandRun outcome = run("store", "stats", "--db", db, "--warn-above", "1M", "--json");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.json().path("above_warn_size").asBoolean()).isTrue();
    assertThat(outcome.err()).contains("the store is large").contains("warn_above=1048576");
  }

  @Test
  void aBackupIsAStoreAndOverwritesNothing() throws Exception {
    Path copy = dir.resolve("copy.db");
    CommandRun made = run("store", "backup", "--db", db, copy, "--json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.json().path("bytes").asLong()).isEqualTo(Files.size(copy));
    assertThat(run("store", "stats", "--db", copy).out()).containsPattern("tool_calls +2,000");
    byte[] bytes = Files.readAllBytes(copy);
    CommandRun again = run("store", "backup", "--db", db, copy);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already").contains("target=" + copy);
    assertThat(Files.readAllBytes(copy)).isEqualTo(bytes);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactlyInAnyOrder(db, copy);
    }
  }

  @Test
  void vacuumGivesRoomBack() throws Exception {
    try (SqliteStore store = SqliteStore.open(db)) {
      store.missions().delete("m");
    }
    long before = Files.size(db);
    CommandRun outcome = run("store", "vacuum", "--db", db, "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().path("bytes_before").asLong()).isEqualTo(before);
    assertThat(outcome.json().path("bytes_after").asLong()).isEqualTo(Files.size(db));
    assertThat(Files.size(db)).isLessThan(before / 2);
    assertThat(run("store", "vacuum", "--db", db).out()).contains("vacuumed " + db);
  }

  @ParameterizedTest
  @CsvSource({
    "store, which command of store?",
    "store stats, Missing required option: '--db=FILE'",
    "store stats --db /nowhere/at/all.db, /nowhere/at/all.db",
    "store vacuum --db /nowhere/at/all.db, no such file or folder",
    "store backup --db /nowhere/at/all.db x, /nowhere/at/all.db",
    "store stats --db x --warn-above much, no size such as"
  })
  void mistakesAreOneClearLineAndEndWithTwo(String command, String message) {
    CommandRun outcome = run((Object[]) command.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().findFirst().orElseThrow())
        .startsWith("tachograph: ")
        .contains(message);
  }

  @Test
  void helpGivesExamples() {
    assertThat(run("store", "--help").out()).contains("Examples:").contains("vacuum");
    for (String command : List.of("stats", "backup", "vacuum")) {
      assertThat(run("store", command, "--help").out()).contains("Example").contains("--db=FILE");
    }
  }

  @Test
  void missionsThatAreOverAreArchivedAndDeletedWhenToldTo() throws IOException {
    try (SqliteStore store = SqliteStore.open(db)) {
      store
          .missions()
          .create(
              NewMission.of("over", MissionPhase.CODING, MissionStatus.COMPLETED, T0)
                  .completedAt(T0));
    }
    String before = T0.plusSeconds(2).toString();
    CommandRun none =
        run("store", "archive", "--db", db, "--completed-before", "2026-11-01", "--json");
    assertThat(none.code()).isZero();
    assertThat(none.json().path("archived").asInt()).isZero();
    CommandRun first = run("store", "archive", "--db", db, "--completed-before", before);
    assertThat(first.out()).contains("1 missions; deleted: 0");
    CommandRun second =
        run("store", "archive", "--db", db, "--completed-before", before, "--delete", "--json");
    assertThat(second.json().path("archived").asInt()).isZero();
    assertThat(second.json().path("deleted").asInt()).isEqualTo(1);
    try (SqliteStore store = SqliteStore.openReadOnly(db)) {
      assertThat(store.missions().find("over")).isEmpty();
      assertThat(store.missions().find("m")).isPresent();
    }
  }

  @Test
  void whatIsNotThereIsNotArchived() {
    Path absent = dir.resolve("absent.db");
    assertThat(run("store", "archive", "--db", absent, "--completed-before", "P1D").code())
        .isEqualTo(2);
    assertThat(absent).doesNotExist();
  }
}
