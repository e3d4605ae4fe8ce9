package io.tachograph.store;

import static io.tachograph.store.Failures.assertBreaks;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.ConstraintException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Random operations on the tasks, and on the model of them: the tasks by id, as they were added.
 */
final class ModelledTasks {
  private final Random random;
  private final RandomValues values;

  ModelledTasks(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  /** Does one. */
  void operate(Tasks tasks, Map<String, Task> model, Instant time) {
    switch (random.nextInt(8)) {
      case 0, 1 -> start(tasks, model, time);
      case 2 -> end(tasks, model, time);
      case 3 -> create(tasks, model, time);
      case 4 -> setStatus(tasks, model, time);
      case 5, 6 -> move(tasks, model, time);
      default -> {
        if (random.nextInt(3) == 0) {
          delete(tasks, model);
        }
      }
    }
  }

  private String id() {
    return "task-" + random.nextInt(12);
  }

  private String idOrNull() {
    return random.nextInt(3) == 0 ? null : id();
  }

  private void start(Tasks tasks, Map<String, Task> model, Instant time) {
    String id = id();
    String parent = idOrNull();
    String description = values.text();
    tasks.start(id, description, parent, time);
    Task old = model.get(id);
    if (old == null) {
      String known = model.containsKey(parent) ? parent : null;
      model.put(id, new Task(id, description, known, TaskStatus.IN_PROGRESS, null, time, null));
    } else if (old.status() == TaskStatus.PENDING) {
      model.put(id, changed(old, old.parentId(), TaskStatus.IN_PROGRESS, old.result(), time));
    }
  }

  private void end(Tasks tasks, Map<String, Task> model, Instant time) {
    String id = id();
    TaskStatus status = random.nextBoolean() ? TaskStatus.COMPLETED : TaskStatus.FAILED;
    String result = values.textOrNull();
    assertThat(tasks.end(id, status, result, time)).isEqualTo(model.containsKey(id));
    model.computeIfPresent(id, (key, old) -> changed(old, old.parentId(), status, result, time));
  }

  private void create(Tasks tasks, Map<String, Task> model, Instant time) {
    String id = id();
    String parent = idOrNull();
    String description = values.text();
    if (id.equals(parent)) {
      assertBreaks(
          Kind.CYCLE, "tasks", () -> tasks.create(id, description, parent, time), "parent_id");
    } else if (model.containsKey(id)) {
      assertBreaks(Kind.UNIQUE, "tasks", () -> tasks.create(id, description, parent, time), "id");
    } else if (parent != null && !model.containsKey(parent)) {
      assertBreaks(
          Kind.FOREIGN_KEY,
          "tasks",
          () -> tasks.create(id, description, parent, time),
          "parent_id");
    } else {
      tasks.create(id, description, parent, time);
      model.put(id, new Task(id, description, parent, TaskStatus.PENDING, null, time, null));
    }
  }

  private void setStatus(Tasks tasks, Map<String, Task> model, Instant time) {
    String id = id();
    TaskStatus status = values.oneOf(List.of(TaskStatus.values()));
    assertThat(tasks.setStatus(id, status, time)).isEqualTo(model.containsKey(id));
    model.computeIfPresent(
        id, (key, old) -> changed(old, old.parentId(), status, old.result(), time));
  }

  private void move(Tasks tasks, Map<String, Task> model, Instant time) {
    String id = id();
    String parent = idOrNull();
    if (isInside(model, parent, id)) {
      assertBreaks(Kind.CYCLE, "tasks", () -> tasks.move(id, parent, time), "parent_id");
    } else if (model.containsKey(id) && parent != null && !model.containsKey(parent)) {
      assertBreaks(Kind.FOREIGN_KEY, "tasks", () -> tasks.move(id, parent, time), "parent_id");
    } else {
      assertThat(tasks.move(id, parent, time)).isEqualTo(model.containsKey(id));
      model.computeIfPresent(
          id, (key, old) -> changed(old, parent, old.status(), old.result(), time));
    }
  }

  private static boolean isInside(Map<String, Task> model, String id, String of) {
    for (String at = id; at != null; at = model.containsKey(at) ? model.get(at).parentId() : null) {
      if (at.equals(of)) {
        return true;
      }
    }
    return false;
  }

  private void delete(Tasks tasks, Map<String, Task> model) {
    List<Task> gone = subtree(model, id());
    String id = gone.isEmpty() ? "none" : gone.get(0).id();
    assertThat(tasks.delete(id)).isEqualTo(gone.size());
    gone.forEach(task -> model.remove(task.id()));
  }

  private static Task changed(
      Task old, String parent, TaskStatus status, String result, Instant time) {
    return new Task(old.id(), old.description(), parent, status, result, old.createdAt(), time);
  }

  private static List<Task> children(Map<String, Task> model, String id) {
    return model.values().stream().filter(task -> Objects.equals(task.parentId(), id)).toList();
  }

  /** A task before its children, and these, with all of theirs, in the order of adding. */
  private static List<Task> subtree(Map<String, Task> model, String id) {
    List<Task> tree = new ArrayList<>();
    if (model.containsKey(id)) {
      tree.add(model.get(id));
      children(model, id).forEach(child -> tree.addAll(subtree(model, child.id())));
    }
    return tree;
  }

  private static List<Task> newestFirst(List<Task> tasks) {
    List<Task> reversed = new ArrayList<>(tasks);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Asserts that the store holds those tasks and nothing else, in each of its lists. */
  static void assertHeldBy(Tasks tasks, Map<String, Task> model) {
    TextPage all = TextPage.first(Page.MAX_LIMIT);
    assertThat(tasks.newest(Integer.MAX_VALUE))
        .containsExactlyElementsOf(newestFirst(List.copyOf(model.values())));
    assertThat(tasks.roots(all)).containsExactlyElementsOf(newestFirst(children(model, null)));
    for (TaskStatus status : TaskStatus.values()) {
      assertThat(tasks.withStatus(status, all))
          .containsExactlyElementsOf(
              newestFirst(
                  model.values().stream().filter(task -> task.status() == status).toList()));
    }
    for (String id : model.keySet()) {
      assertThat(tasks.find(id)).contains(model.get(id));
      assertThat(tasks.children(id)).containsExactlyElementsOf(children(model, id));
      assertThat(tasks.children(id, all))
          .containsExactlyElementsOf(newestFirst(children(model, id)));
      assertThat(tasks.subtree(id)).containsExactlyElementsOf(subtree(model, id));
    }
  }
}
