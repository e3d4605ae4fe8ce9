package io.tachograph.ledger;

import io.tachograph.format.EventType;
import io.tachograph.format.JsonWriter;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lays out what a library's user says of tasks and governance. Thread-safe. */
final class TaskEntries {
  static final TimeOrderedIds IDS = new TimeOrderedIds(EpochClock.SYSTEM);

  private final Ledger ledger;

  TaskEntries(Ledger ledger) {
    this.ledger = ledger;
  }

  long start(Task task) {
    JsonWriter json = begin(task).name("payload");
    PlainJson.write(json, task.payload());
    return append(startId(task), TaskStatus.STARTED.type(), json);
  }

  long completed(Task task) {
    JsonWriter json = duration(begin(task), task).name("result");
    PlainJson.write(json, task.result());
    return append(IDS.get(), TaskStatus.COMPLETED.type(), json);
  }

  long failed(Task task) {
    JsonWriter json = duration(begin(task), task);
    json.name("error").beginObject();
    if (task.error() != null) {
      json.name("message").value(task.error());
    }
    json.endObject();
    return append(IDS.get(), TaskStatus.FAILED.type(), json);
  }

  long event(String type, @Nullable String agent, Map<String, ?> details) {
    EventType known = EventType.of(type);
    if (EventTypes.MEAN_SOMETHING_ELSE.contains(type)) {
      throw new IllegalArgumentException(
          "entries of this type are written in another way: type=" + type);
    }
    JsonWriter json = new JsonWriter().beginObject();
    text(json, "agent_id", agent);
    json.name("data").beginObject();
    details.forEach((name, value) -> PlainJson.write(json.name(name), value));
    return append(IDS.get(), known, json);
  }

  private static JsonWriter begin(Task task) {
    JsonWriter json = new JsonWriter().beginObject().name("task_id").value(task.id());
    text(json, "parent_id", task.parentId());
    text(json, "agent_id", task.agentId());
    text(json, "mission", task.mission());
    return json.name("data").beginObject().name("name").value(task.name());
  }

  private static JsonWriter duration(JsonWriter json, Task task) {
    return task.duration() == null
        ? json
        : json.name("duration_ns").value(task.duration().toNanos());
  }

  private static void text(JsonWriter json, String name, @Nullable String text) {
    if (text != null) {
      json.name(name).value(text);
    }
  }

  /** An entry that begins a task has the task's id where that is a UUID. */
  private static UUID startId(Task task) {
    try {
      UUID id = UUID.fromString(task.id());
      return id.toString().equals(task.id()) ? id : IDS.get();
    } catch (IllegalArgumentException e) {
      return IDS.get();
    }
  }

  private long append(UUID id, EventType type, JsonWriter json) {
    json.endObject().endObject();
    return ledger.append(
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        type,
        json.buffer(),
        0,
        json.length());
  }
}
