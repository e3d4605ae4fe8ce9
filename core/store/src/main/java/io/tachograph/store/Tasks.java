package io.tachograph.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private static final Sql NEWEST = new Sql(TABLE, COLUMNS + " ORDER BY rowid DESC LIMIT ?");
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

  private static final Sql CREATE =
      new Sql(
          TABLE,
          "INSERT INTO tasks (id, description, parent_id, status, created_at)"
              + " VALUES (?, ?, ?, 'pending', ?)");
  private static final Sql SET_STATUS =
      new Sql(TABLE, "UPDATE tasks SET status = ?, updated_at = ? WHERE id = ?");
  private static final Sql MOVE =
      new Sql(TABLE, "UPDATE tasks SET parent_id = ?, updated_at = ? WHERE id = ?");
  private static final Sql DELETE = new Sql(TABLE, "DELETE FROM tasks WHERE id = ?");

  /** Whether one task is another or inside of it; ends in a ring of parents too. */
  private static final Sql IS_INSIDE =
      new Sql(
          TABLE,
          "WITH RECURSIVE up(id) AS (SELECT ?"
              + " UNION SELECT parent_id FROM tasks JOIN up ON tasks.id = up.id)"
              + " SELECT id FROM up WHERE id = ?");

  /** Breadth first, as SQLite works such a query off. */
  private static final Sql SUBTREE_IDS =
      new Sql(
          TABLE,
          "WITH RECURSIVE tree(id) AS (SELECT id FROM tasks WHERE id = ?"
              + " UNION SELECT tasks.id FROM tasks JOIN tree ON tasks.parent_id = tree.id)"
              + " SELECT id FROM tree");

  private static final Sql NUMBER_OF =
      new Sql(TABLE, "SELECT id, rowid AS number FROM tasks WHERE id = ?");
  private static final String BEHIND = " AND rowid < ? ORDER BY rowid DESC LIMIT ?";
  private static final Sql PAGE_WITH_STATUS =
      new Sql(TABLE, COLUMNS + " WHERE status = ?" + BEHIND);
  private static final Sql PAGE_OF_CHILDREN =
      new Sql(TABLE, COLUMNS + " WHERE parent_id = ?" + BEHIND);
  private static final Sql PAGE_OF_ROOTS =
      new Sql(TABLE, COLUMNS + " WHERE parent_id IS NULL" + BEHIND);

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

  /**
   * Creates a task that is pending.
   *
   * @param parentId the task inside of which it is to run, or null
   * @throws ConstraintException of kind UNIQUE if there is a task of that id, FOREIGN_KEY if there
   *     is no such parent, CYCLE if it were its own
   */
  public void create(String id, String description, @Nullable String parentId, Instant createdAt) {
    if (parentId != null && parentId.equals(id)) {
      throw cycle(id, parentId);
    }
    access.write(session -> session.update(CREATE, id, description, parentId, createdAt));
  }

  /**
   * Changes the status of a task and leaves its result.
   *
   * @return whether the store knows the task; if not, nothing changed
   */
  public boolean setStatus(String id, TaskStatus status, Instant updatedAt) {
    return access.write(session -> session.update(SET_STATUS, status.text(), updatedAt, id)) > 0;
  }

  /**
   * Puts a task, with all that is inside of it, inside of another.
   *
   * @param parentId the task to put it into; null to make it a root
   * @return whether the store knows the task; if not, nothing changed
   * @throws ConstraintException of kind FOREIGN_KEY if there is no such parent, CYCLE if that is
   *     the task itself or inside of it
   */
  public boolean move(String id, @Nullable String parentId, Instant updatedAt) {
    return access.write(
        session -> {
          if (parentId != null
              && session.first(IS_INSIDE, row -> row.text("id"), parentId, id).isPresent()) {
            throw cycle(id, parentId);
          }
          return session.update(MOVE, parentId, updatedAt, id) > 0;
        });
  }

  /**
   * Deletes a task and all that is inside of it.
   *
   * @return how many tasks were deleted, 0 if there was none of that id
   */
  public int delete(String id) {
    return access.write(
        session -> {
          // The deepest first: SQLite follows a foreign key down no more than a thousand levels.
          List<String> ids = session.list(SUBTREE_IDS, row -> row.text("id"), id);
          for (int i = ids.size() - 1; i >= 0; i--) {
            session.update(DELETE, ids.get(i));
          }
          return ids.size();
        });
  }

  /** The task of that id, if there is one. */
  public Optional<Task> find(String id) {
    return list(BY_ID, id).stream().findFirst();
  }

  /** The tasks added last, the last first. */
  public List<Task> newest(int limit) {
    return list(NEWEST, Limits.positive(limit));
  }

  /** The tasks of one status, those added last first. */
  public List<Task> withStatus(TaskStatus status, TextPage page) {
    return page(PAGE_WITH_STATUS, page, status.text());
  }

  /** The tasks that are inside of no other, those added last first. */
  public List<Task> roots(TextPage page) {
    return page(PAGE_OF_ROOTS, page);
  }

  /** The tasks that ran directly inside of one, the oldest first. */
  public List<Task> children(String parentId) {
    return list(CHILDREN, parentId);
  }

  /** As {@link #children(String)}, a page of them, those added last first. */
  public List<Task> children(String parentId, TextPage page) {
    return page(PAGE_OF_CHILDREN, page, parentId);
  }

  /**
   * A task and all that ran inside of it: each task before its children, and these, with all of
   * theirs, the oldest first. Empty if there is no such task.
   */
  public List<Task> subtree(String id) {
    return TaskTree.depthFirst(list(SUBTREE, id), id);
  }

  private List<Task> page(Sql sql, TextPage page, Object... first) {
    return access.read(
        session -> {
          if (!session.hasTable(TABLE)) {
            return List.of();
          }
          List<Object> parameters = new ArrayList<>(List.of(first));
          parameters.add(PageStart.number(session, NUMBER_OF, page));
          parameters.add(page.limit());
          return session.list(sql, Tasks::task, parameters.toArray());
        });
  }

  private List<Task> list(Sql sql, Object parameter) {
    return access.read(
        session -> session.hasTable(TABLE) ? session.list(sql, Tasks::task, parameter) : List.of());
  }

  private static ConstraintException cycle(String id, String parentId) {
    return new ConstraintException(
        ConstraintException.Kind.CYCLE,
        TABLE,
        List.of("parent_id"),
        "A task cannot be inside of itself; name another parent: table=tasks column=tasks.parent_id"
            + " id="
            + id
            + " parent_id="
            + parentId
            + ".",
        null);
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
