package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.ConstraintException.Kind;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as users of the library make, move and delete them. */
class TaskChangesTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Tasks tasks;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    tasks = store.tasks();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void assertBreaks(Kind kind, String column, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConstraintException.class,
            e -> {
              assertThat(e.kind()).as("%s", e).isEqualTo(kind);
              assertThat(e.table()).isEqualTo("tasks");
              assertThat(e.columns()).containsExactly(column);
            });
  }

  @Test
  void a_task_is_created_pending_and_starts() {
    tasks.create("t", "triage", null, T0);
    assertThat(tasks.find("t"))
        .contains(new Task("t", "triage", null, TaskStatus.PENDING, null, T0, null));
    tasks.start("t", "other words", null, after(1));
    assertThat(tasks.find("t"))
        .contains(new Task("t", "triage", null, TaskStatus.IN_PROGRESS, null, T0, after(1)));
  }

  @Test
  void a_task_is_created_once_and_under_a_parent_that_is_there() {
    tasks.create("p", "", null, T0);
    tasks.create("c", "", "p", T0);
    assertThat(tasks.find("c").orElseThrow().parentId()).isEqualTo("p");
    assertBreaks(Kind.UNIQUE, "id", () -> tasks.create("c", "again", null, after(1)));
    assertBreaks(Kind.FOREIGN_KEY, "parent_id", () -> tasks.create("x", "", "unknown", T0));
    assertBreaks(Kind.CYCLE, "parent_id", () -> tasks.create("x", "", "x", T0));
    assertThat(tasks.newest(9)).extracting(Task::id).containsExactly("c", "p");
    assertThat(tasks.find("c").orElseThrow().description()).isEmpty();
  }

  @Test
  void a_status_changes_and_leaves_the_result() {
    tasks.create("t", "", null, T0);
    assertThat(tasks.end("t", TaskStatus.FAILED, "boom", after(1))).isTrue();
    assertThat(tasks.setStatus("t", TaskStatus.PENDING, after(2))).isTrue();
    assertThat(tasks.find("t"))
        .contains(new Task("t", "", null, TaskStatus.PENDING, "boom", T0, after(2)));
    assertThat(tasks.setStatus("unknown", TaskStatus.PENDING, after(2))).isFalse();
  }

  @Test
  void a_task_moves_with_all_that_is_inside() {
    tasks.create("a", "", null, T0);
    tasks.create("a1", "", "a", after(1));
    tasks.create("a11", "", "a1", after(2));
    tasks.create("b", "", null, after(3));
    assertThat(tasks.move("a1", "b", after(4))).isTrue();
    assertThat(tasks.subtree("a")).extracting(Task::id).containsExactly("a");
    assertThat(tasks.subtree("b")).extracting(Task::id).containsExactly("b", "a1", "a11");
    assertThat(tasks.find("a1").orElseThrow().updatedAt()).isEqualTo(after(4));
    assertThat(tasks.move("a1", null, after(5))).isTrue();
    assertThat(tasks.roots(TextPage.first(9))).extracting(Task::id).containsExactly("b", "a1", "a");
    assertThat(tasks.move("unknown", "a", T0)).isFalse();
    assertBreaks(Kind.FOREIGN_KEY, "parent_id", () -> tasks.move("a", "unknown", T0));
    assertThat(tasks.find("a").orElseThrow().updatedAt()).isNull();
  }

  @Test
  void a_task_is_never_moved_into_itself() {
    for (int i = 0; i < 50; i++) {
      tasks.create("t" + i, "", i == 0 ? null : "t" + (i - 1), after(i));
    }
    for (int i = 0; i < 50; i++) {
      String inside = "t" + i;
      assertBreaks(Kind.CYCLE, "parent_id", () -> tasks.move("t0", inside, T0));
    }
    assertThatThrownBy(() -> tasks.move("t0", "t49", T0))
        .hasMessageContaining("id=t0 parent_id=t49");
    assertThat(tasks.subtree("t0")).hasSize(50);
    assertThat(tasks.move("t30", "t10", T0)).isTrue();
    assertThat(tasks.subtree("t0")).hasSize(50);
  }

  @Test
  void a_move_within_a_ring_that_others_made_ends() {
    tasks.create("a", "", null, T0);
    tasks.create("b", "", "a", T0);
    tasks.create("c", "", null, T0);
    Schemas.execute(file, "UPDATE tasks SET parent_id = 'b' WHERE id = 'a'");
    assertBreaks(Kind.CYCLE, "parent_id", () -> tasks.move("a", "b", T0));
    assertThat(tasks.move("c", "a", T0)).isTrue();
    assertThat(tasks.move("a", null, T0)).as("the way out").isTrue();
    assertThat(tasks.subtree("a")).hasSize(3);
    Schemas.execute(file, "UPDATE tasks SET parent_id = 'b' WHERE id = 'a'");
    assertThat(tasks.delete("b")).isEqualTo(3);
    assertThat(tasks.newest(9)).isEmpty();
  }

  @Test
  void a_task_is_deleted_with_all_that_is_inside_and_nothing_else() {
    tasks.create("a", "", null, T0);
    tasks.create("a1", "", "a", T0);
    tasks.create("a11", "", "a1", T0);
    tasks.create("a2", "", "a", T0);
    tasks.create("b", "", null, T0);
    assertThat(tasks.delete("a1")).isEqualTo(2);
    assertThat(tasks.newest(9)).extracting(Task::id).containsExactly("b", "a2", "a");
    assertThat(tasks.delete("a")).isEqualTo(2);
    assertThat(tasks.delete("a")).isZero();
    assertThat(tasks.newest(9)).extracting(Task::id).containsExactly("b");
  }

  @Test
  void a_task_deeper_than_sqlite_follows_foreign_keys_is_deleted() {
    int levels = 1_500;
    store.apply(
        writer -> {
          for (int i = 0; i < levels; i++) {
            writer.tasks().create("t" + i, "", i == 0 ? null : "t" + (i - 1), T0);
          }
        });
    assertThat(tasks.delete("t0")).isEqualTo(levels);
    assertThat(tasks.newest(1)).isEmpty();
  }
}
