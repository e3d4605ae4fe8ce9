package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.ConstraintException.Kind;
import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broken rule of the schema is called. */
class ConstraintsTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertBreaks(
      Kind kind, String table, String column, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConstraintException.class,
            e -> {
              assertThat(e.kind()).as("%s", e).isEqualTo(kind);
              assertThat(e.category()).isEqualTo(Category.CONSTRAINT);
              assertThat(e.table()).isEqualTo(table);
              assertThat(e.columns()).containsExactly(column);
            })
        .hasMessageContaining("column=" + table + "." + column);
  }

  private ThrowingCallable sql(String table, String sql) {
    Sql statement = new Sql(table, sql);
    StoreFile storeFile = new StoreFile(file, SqliteStore.BUSY_TIMEOUT);
    return () -> {
      try (Writer writer = new Writer(storeFile, WriterOpening.open(storeFile))) {
        writer.transaction(session -> session.update(statement));
      }
    };
  }

  @Test
  void a_second_row_with_the_same_values_is_unique() {
    assertBreaks(
        Kind.UNIQUE, "missions", "mission_uuid", () -> store.missions().create(mission("m")));
  }

  @Test
  void every_column_of_a_unique_pair_is_named() {
    store.memory().set(1, "k", json("1"), T0, null);
    assertThatThrownBy(
            sql(
                "agent_memory",
                "INSERT INTO agent_memory (mission_id, key, timestamp) VALUES (1, 'k', '')"))
        .isInstanceOfSatisfying(
            ConstraintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.UNIQUE);
              assertThat(e.columns()).containsExactly("mission_id", "key");
            })
        .hasMessageContaining("column=agent_memory.mission_id column=agent_memory.key");
  }

  @Test
  void a_primary_key_is_unique_too() {
    store.tasks().start("t", "", null, T0);
    assertBreaks(
        Kind.UNIQUE,
        "tasks",
        "id",
        sql("tasks", "INSERT INTO tasks (id, description, created_at) VALUES ('t', '', '')"));
    assertBreaks(
        Kind.UNIQUE,
        "missions",
        "id",
        sql(
            "missions",
            "INSERT INTO missions (id, mission_uuid, phase, status, created_at)"
                + " VALUES (1, 'n', 'CODING', 'pending', '')"));
  }

  @Test
  void a_column_that_must_hold_something_is_not_null() {
    assertBreaks(
        Kind.NOT_NULL,
        "tasks",
        "description",
        sql("tasks", "INSERT INTO tasks (id, created_at) VALUES ('t', '')"));
  }

  @Test
  void a_value_that_is_not_allowed_is_a_check_on_its_column() {
    assertBreaks(
        Kind.CHECK,
        "missions",
        "current_cost_usd",
        () -> store.missions().create(mission("n").currentCostUsd(-1)));
    assertBreaks(
        Kind.CHECK,
        "missions",
        "alert_threshold",
        () -> store.missions().update("m", MissionChange.at(T0).alertThreshold(1.5)));
    assertBreaks(
        Kind.CHECK, "missions", "status", sql("missions", "UPDATE missions SET status = 'phase'"));
    assertBreaks(
        Kind.CHECK,
        "missions",
        "planning_sub_state",
        sql("missions", "UPDATE missions SET planning_sub_state = 'status'"));
  }

  @Test
  void a_check_that_others_wrote_over_several_lines_and_columns_names_them() {
    Schemas.execute(
        file,
        """
        CREATE TABLE theirs (a INTEGER, b TEXT, c TEXT,
          CONSTRAINT order_of_things CHECK (a > 0 AND
            b <> 'c'))
        """);
    assertThatThrownBy(sql("theirs", "INSERT INTO theirs VALUES (0, 'b', 'c')"))
        .isInstanceOfSatisfying(
            ConstraintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.CHECK);
              assertThat(e.columns()).isEmpty();
            })
        .hasMessageContaining("order_of_things");
    Schemas.execute(
        file,
        """
        CREATE TABLE nameless (a INTEGER, b TEXT, c TEXT,
          CHECK (a > 0 AND
            b <> 'c'))
        """);
    assertThatThrownBy(sql("nameless", "INSERT INTO nameless VALUES (0, 'b', 'c')"))
        .isInstanceOfSatisfying(
            ConstraintException.class, e -> assertThat(e.columns()).containsExactly("a", "b"));
  }

  @Test
  void a_row_that_is_not_there_is_a_foreign_key() {
    assertBreaks(
            Kind.FOREIGN_KEY,
            "tool_calls",
            "mission_id",
            () -> store.toolCalls().insert(call(99, "t", T0)))
        .hasMessageContaining("references=missions.id");
  }

  @Test
  void a_rule_that_others_added_has_no_kind_of_ours() {
    Schemas.execute(
        file,
        "CREATE TRIGGER theirs BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'not today');"
            + " END");
    assertThatThrownBy(
            () -> store.decisions().insert(new NewDecision(1, "d", null, T0, null, null)))
        .isInstanceOfSatisfying(
            ConstraintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.OTHER);
              assertThat(e.table()).isEqualTo("decisions");
              assertThat(e.columns()).isEmpty();
            })
        .hasMessageContaining("constraint=not today");
  }
}
