package io.tachograph.ledger;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work as {@link Ledger#recordStart} and its like write it. Immutable: what is known only
 * at the end is added then.
 *
 * @param id what its start and its end are known by
 * @param name what it is called
 * @param agentId who does it, or null
 * @param parentId the task inside of which it runs, or null
 * @param mission the mission that it is a part of, or null
 * @param payload what it works on: maps, lists, texts, numbers, truth and null
 * @param result what came of it, of the same, or null
 * @param error why it failed, or null
 * @param duration how long it took, or null
 */
public record Task(
    String id,
    String name,
    @Nullable String agentId,
    @Nullable String parentId,
    @Nullable String mission,
    Map<String, ?> payload,
    @Nullable Object result,
    @Nullable String error,
    @Nullable Duration duration) {
  /** Checks that it can be told from others. */
  public Task {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a task has an id: name=" + name);
    }
    Objects.requireNonNull(name, "a task's name");
    payload = new LinkedHashMap<>(payload);
  }

  /** A task with an id of its own. */
  public static Task of(String name) {
    return of(TaskEntries.IDS.get().toString(), name);
  }

  /** A task. */
  public static Task of(String id, String name) {
    return new Task(id, name, null, null, null, Map.of(), null, null, null);
  }

  /** The same, done by that agent. */
  public Task withAgent(@Nullable String agent) {
    return new Task(id, name, agent, parentId, mission, payload, result, error, duration);
  }

  /** The same inside of another. */
  public Task withParent(@Nullable String parent) {
    return new Task(id, name, agentId, parent, mission, payload, result, error, duration);
  }

  /** The same as a part of a mission. */
  public Task withMission(@Nullable String missionUuid) {
    return new Task(id, name, agentId, parentId, missionUuid, payload, result, error, duration);
  }

  /** The same with what it works on. */
  public Task withPayload(Map<String, ?> what) {
    return new Task(id, name, agentId, parentId, mission, what, result, error, duration);
  }

  /** The same with what came of it. */
  public Task withResult(@Nullable Object what) {
    return new Task(id, name, agentId, parentId, mission, payload, what, error, duration);
  }

  /** The same with why it failed. */
  public Task withError(@Nullable String why) {
    return new Task(id, name, agentId, parentId, mission, payload, result, why, duration);
  }

  /** The same with how long it took. */
  public Task withDuration(@Nullable Duration howLong) {
    return new Task(id, name, agentId, parentId, mission, payload, result, error, howLong);
  }
}
