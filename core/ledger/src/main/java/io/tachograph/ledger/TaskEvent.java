package io.tachograph.ledger;

import io.tachograph.format.BodyHead;
import io.tachograph.format.Entry;
import org.jspecify.annotations.Nullable;

/**
 * An entry that says that a task began or ended.
 *
 * @param entry the entry itself
 * @param status what it says
 * @param taskId the task
 * @param name what the task is called, or null where the entry does not say
 * @param agentId who does it, or null
 * @param parentId the task inside of which it runs, or null
 * @param mission the mission that it is a part of, or null
 */
public record TaskEvent(
    Entry entry,
    TaskStatus status,
    String taskId,
    @Nullable String name,
    @Nullable String agentId,
    @Nullable String parentId,
    @Nullable String mission) {
  /** What an entry says of a task, or null if it says nothing of any. */
  static @Nullable TaskEvent of(Entry entry) {
    String type = entry.type();
    for (TaskStatus status : TaskStatus.values()) {
      if (status.isSaidBy(type)) {
        BodyHead head = BodyHead.of(entry.body());
        String id = head.taskId();
        return id == null
            ? null
            : new TaskEvent(
                entry,
                status,
                id,
                BodyHead.textIn(head.data(), "name"),
                head.agentId(),
                head.parentId(),
                head.mission());
      }
    }
    return null;
  }
}
