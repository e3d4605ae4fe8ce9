package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tasks}: prints the store's tasks as trees. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = "Prints the tasks that the store knows, those inside of others below them.")
final class TasksCommand extends StoreCommand {
  private static final int MAX_RESULT_CHARS = 80;

  /** For picocli. */
  TasksCommand() {}

  @Override
  List<Row> rows(SqliteStore store, int limit) {
    List<Task> tasks = new ArrayList<>(store.tasks().newest(limit));
    tasks.sort(Comparator.comparing(Task::createdAt));
    Set<String> shown = new HashSet<>();
    tasks.forEach(task -> shown.add(task.id()));
    Map<@Nullable String, List<Task>> children = new LinkedHashMap<>();
    for (Task task : tasks) {
      String parent = task.parentId();
      String under = parent != null && shown.contains(parent) ? parent : null;
      children.computeIfAbsent(under, key -> new ArrayList<>()).add(task);
    }
    List<Row> rows = new ArrayList<>();
    add(children, null, 0, rows);
    return rows;
  }

  private static void add(
      Map<@Nullable String, List<Task>> children,
      @Nullable String parent,
      int depth,
      List<Row> rows) {
    for (Task task : children.getOrDefault(parent, List.of())) {
      rows.add(row(task, depth));
      add(children, task.id(), depth + 1, rows);
    }
  }

  private static Row row(Task task, int depth) {
    String result = task.result();
    String words =
        String.format(
            "%s%s  %-11s  %s  %s%s",
            "  ".repeat(depth),
            Plain.line(task.description()),
            task.status().text(),
            task.createdAt(),
            Plain.line(task.id()),
            result == null ? "" : "  " + Plain.cut(result, MAX_RESULT_CHARS));
    ObjectNode tree = Json.object();
    tree.put("id", task.id());
    tree.put("description", task.description());
    tree.put("parent_id", task.parentId());
    tree.put("status", task.status().text());
    tree.put("result", result);
    tree.put("created_at", Json.text(task.createdAt()));
    tree.put("updated_at", Json.text(task.updatedAt()));
    return new Row(words, tree);
  }
}
