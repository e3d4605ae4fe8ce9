package io.tachograph.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks, which are a forest. Thread-safe where it comes from {@link SqliteStore}, each
 * operation then being a transaction; for the writing thread where it comes from {@link
 * StoreWriter}. Everything throws {@link StoreException}.
 *
 * <p>A database of version 2 that only agents in other languages have written may have no table of
 * tasks; opened read-only it has no tasks.
 */
public final class Tasks {
  private static final String TABLE = "tasks";
  private static final String COLUMN_NAMES =
      "id, description, parent_id, status, result, created_at, updated_at";
  private static final String COLUMNS = "SELECT " + COLUMN_NAMES + " FROM tasks";
  private static final Sql START =
      new Sql(
          TABLE,
          "INSERT INTO tasks (id, description, parent_id, status, created_at)"
              + " VALUES (?, ?, (SELECT id FROM tasks WHERE id = ?), 'in_progress', ?)"
              + " ON CONFLICT (id) DO UPDATE"
              + " SET status = excluded.status, updated_at = excluded.created_at"
              + " WHERE status = 'pending'");
  private static final Sql END =
      new Sql(TABLE, "UPDATE tasks SET status = ?, result = ?, updated_at = ? WHERE id = ?");
  private static final Sql BY_ID = new Sql(TABLE, COLUMNS + " WHERE id = ?");
  private static final Sql NEWEST =
      new Sql(TABLE, COLUMNS + " ORDER BY created_at DESC, rowid DESC LIMIT ?");
  private static final Sql CHILDREN =
      new Sql(TABLE, COLUMNS + " WHERE parent_id = ? ORDER BY created_at, rowid");

  /** UNION drops a row that it has seen, so a ring of parents ends too. */
  private static final Sql SUBTREE =
      new Sql(
          TABLE,
          "WITH RECURSIVE tree(number, "
              + COLUMN_NAMES
              + ") AS (SELECT rowid, tasks.* FROM tasks WHERE id = ?"
              + " UNION SELECT tasks.rowid, tasks.* FROM tasks JOIN tree ON tasks.parent_id = tree.id)"
              + " SELECT "
              + COLUMN_NAMES
              + " FROM tree ORDER BY created_at, number");

  private final Access access;

  Tasks(Access access) {
    this.access = access;
  }

  /**
   * Notes that a task runs. One that is there already and still pending runs from now on; one that
   * runs or is over stays as it is, so that a start can be applied twice.
   *
   * @param parentId the task inside of which it runs, or null; one that the store does not know is
   *     stored as null
   */
  public void start(String id, String description, @Nullable String parentId, Instant createdAt) {
    access.write(session -> session.update(START, id, description, parentId, createdAt));
  }

  /**
   * Notes that a task is over. One that was over already takes the new end.
   *
   * @param status completed or failed
   * @param result what came of it, or null
   * @return whether the store knows the task; if not, nothing changed
   * @throws IllegalArgumentException if the status is another
   */
  public boolean end(String id, TaskStatus status, @Nullable String result, Instant updatedAt) {
    if (!status.isOver()) {
      throw new IllegalArgumentException(
          "a task ends completed or failed: id=" + id + " status=" + status.text());
    }
    return access.write(session -> session.update(END, status.text(), result, updatedAt, id)) > 0;
  }

  /** The task of that id, if there is one. */
  public Optional<Task> find(String id) {
    return list(BY_ID, id).stream().findFirst();
  }

  /** The tasks created last, the newest first. */
  public List<Task> newest(int limit) {
    return list(NEWEST, Limits.positive(limit));
  }

  /** The tasks that ran directly inside of one, the oldest first. */
  public List<Task> children(String parentId) {
    return list(CHILDREN, parentId);
  }

  /**
   * A task and all that ran inside of it: each task before its children, and these, with all of
   * theirs, the oldest first. Empty if there is no such task.
   */
  public List<Task> subtree(String id) {
    Map<@Nullable String, List<Task>> children = new HashMap<>();
    Deque<Task> next = new ArrayDeque<>();
    for (Task task : list(SUBTREE, id)) {
      if (task.id().equals(id)) {
        next.push(task);
      } else {
        children.computeIfAbsent(task.parentId(), parent -> new ArrayList<>()).add(task);
      }
    }
    List<Task> ordered = new ArrayList<>();
    while (!next.isEmpty()) {
      Task task = next.pop();
      ordered.add(task);
      List<Task> inside = children.getOrDefault(task.id(), List.of());
      for (int i = inside.size() - 1; i >= 0; i--) {
        next.push(inside.get(i));
      }
    }
    return ordered;
  }

  private List<Task> list(Sql sql, Object parameter) {
    return access.read(
        session -> session.hasTable(TABLE) ? session.list(sql, Tasks::task, parameter) : List.of());
  }

  private static Task task(Row row) {
    return new Task(
        row.text("id"),
        row.text("description"),
        row.textOrNull("parent_id"),
        row.oneOf("status", TaskStatus::of),
        row.textOrNull("result"),
        row.time("created_at"),
        row.timeOrNull("updated_at"));
  }
}
