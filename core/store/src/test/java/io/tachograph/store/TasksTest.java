package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {
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

  @Test
  void a_task_starts_and_ends() {
    tasks.start("t", "triage", null, T0);
    assertThat(tasks.find("t"))
        .contains(new Task("t", "triage", null, TaskStatus.IN_PROGRESS, null, T0, null));
    assertThat(tasks.end("t", TaskStatus.FAILED, "boom", after(2))).isTrue();
    assertThat(tasks.find("t"))
        .contains(new Task("t", "triage", null, TaskStatus.FAILED, "boom", T0, after(2)));
  }

  @Test
  void a_start_applied_twice_changes_nothing() {
    tasks.start("t", "triage", null, T0);
    tasks.start("t", "again", null, after(1));
    assertThat(tasks.find("t").orElseThrow().description()).isEqualTo("triage");
    tasks.end("t", TaskStatus.COMPLETED, null, after(2));
    tasks.start("t", "again", null, after(3));
    assertThat(tasks.find("t"))
        .contains(new Task("t", "triage", null, TaskStatus.COMPLETED, null, T0, after(2)));
  }

  @Test
  void a_pending_task_of_others_runs_once_it_starts() {
    Schemas.execute(
        file,
        "INSERT INTO tasks (id, description, created_at) VALUES ('t', 'planned', '2025-11-20T09:00:00Z')");
    assertThat(tasks.find("t").orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
    tasks.start("t", "started", null, T0);
    assertThat(tasks.find("t"))
        .contains(new Task("t", "planned", null, TaskStatus.IN_PROGRESS, null, after(-3600), T0));
  }

  @Test
  void the_end_of_an_unknown_task_changes_nothing_and_says_so() {
    assertThat(tasks.end("t", TaskStatus.COMPLETED, null, T0)).isFalse();
    assertThat(tasks.newest(1)).isEmpty();
  }

  @Test
  void a_task_ends_only_completed_or_failed() {
    tasks.start("t", "triage", null, T0);
    assertThatThrownBy(() -> tasks.end("t", TaskStatus.PENDING, null, T0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("status=pending");
    assertThat(tasks.find("t").orElseThrow().status()).isEqualTo(TaskStatus.IN_PROGRESS);
  }

  @Test
  void an_unknown_parent_is_stored_as_none() {
    tasks.start("t", "orphan", "never-seen", T0);
    assertThat(tasks.find("t").orElseThrow().parentId()).isNull();
  }

  @Test
  void lists_give_what_was_added_last_first_up_to_the_limit() {
    tasks.start("a", "", null, after(1));
    tasks.start("b", "", null, T0);
    tasks.start("c", "", null, after(1));
    assertThat(tasks.newest(10)).extracting(Task::id).containsExactly("c", "b", "a");
    assertThat(tasks.newest(1)).extracting(Task::id).containsExactly("c");
  }

  @Test
  void a_subtree_gives_each_task_before_its_children_the_oldest_first() {
    tasks.start("root", "", null, T0);
    tasks.start("late", "", "root", after(9));
    tasks.start("early", "", "root", after(1));
    tasks.start("early-2", "", "early", after(20));
    tasks.start("early-1", "", "early", after(10));
    tasks.start("late-1", "", "late", after(10));
    tasks.start("other", "", null, T0);
    tasks.start("other-1", "", "other", T0);
    assertThat(tasks.subtree("root"))
        .extracting(Task::id)
        .containsExactly("root", "early", "early-1", "early-2", "late", "late-1");
    assertThat(tasks.subtree("early"))
        .extracting(Task::id)
        .containsExactly("early", "early-1", "early-2");
    assertThat(tasks.children("root")).extracting(Task::id).containsExactly("early", "late");
    assertThat(tasks.children("late-1")).isEmpty();
    assertThat(tasks.subtree("none")).isEmpty();
  }

  @Test
  void a_subtree_of_a_thousand_levels_ends() {
    store.apply(
        writer -> {
          for (int i = 0; i < 1_000; i++) {
            writer.tasks().start("t" + i, "", i == 0 ? null : "t" + (i - 1), after(i));
          }
        });
    assertThat(tasks.subtree("t0")).hasSize(1_000).last().extracting(Task::id).isEqualTo("t999");
  }

  @Test
  void parents_in_a_ring_give_each_task_once() {
    tasks.start("a", "", null, T0);
    tasks.start("b", "", "a", after(1));
    tasks.start("c", "", "b", after(2));
    Schemas.execute(file, "UPDATE tasks SET parent_id = 'c' WHERE id = 'a'");
    assertThat(tasks.subtree("a")).extracting(Task::id).containsExactly("a", "b", "c");
    assertThat(tasks.subtree("b")).extracting(Task::id).containsExactly("b", "c", "a");
  }
}
