package io.tachograph.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the tasks of a subtree in order. A pure function. */
final class TaskTree {
  private TaskTree() {}

  /**
   * Each task before its children, and these, with all of theirs, in the order they came in.
   *
   * @param tasks a subtree, each task once
   * @param root the id of the task at its top
   */
  static List<Task> depthFirst(List<Task> tasks, String root) {
    Map<@Nullable String, List<Task>> children = new HashMap<>();
    Deque<Task> next = new ArrayDeque<>();
    for (Task task : tasks) {
      if (task.id().equals(root)) {
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
}
