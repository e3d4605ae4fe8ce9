package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** One random run: a store, its model and the clock both go by. */
final class ModelledStore {
  private final Random random;
  private final RandomValues values;
  private final ModelledProject project;
  private final Path file;
  private final InstantSource now;
  private final Clock clock;
  private Instant time = T0;
  private SqliteStore store;
  private StoreModel model = new StoreModel();

  ModelledStore(long seed, Path file) {
    this.random = new Random(seed);
    this.values = new RandomValues(random);
    this.project = new ModelledProject(random);
    this.file = file;
    this.now = () -> time;
    this.clock = now.withZone(ZoneOffset.UTC);
    this.store = SqliteStore.open(file, clock);
  }

  void step() {
    time = time.plusMillis(random.nextInt(2_000));
    if (random.nextInt(40) == 0) {
      store.close();
      store = SqliteStore.open(file, clock);
      return;
    }
    StoreModel before = model.copy();
    int operations = 1 + random.nextInt(8);
    boolean fails = random.nextInt(5) == 0;
    try {
      store.apply(
          writer -> {
            for (int i = 0; i < operations; i++) {
              if (random.nextBoolean()) {
                operate(writer);
              } else {
                project.operate(writer, model.project, missionId(), time);
              }
            }
            if (fails) {
              throw new IllegalArgumentException("rolled back");
            }
          });
    } catch (IllegalArgumentException e) {
      assertThat(fails).isTrue();
      model = before;
    }
  }

  private void operate(StoreWriter writer) {
    switch (random.nextInt(10)) {
      case 0 -> createMission(writer);
      case 1 -> updateMission(writer);
      case 2 -> {
        if (random.nextInt(4) == 0) {
          deleteMission(writer);
        }
      }
      case 3 -> addCall(writer);
      case 4 -> addDecision(writer);
      case 5 -> startTask(writer);
      case 6 -> endTask(writer);
      case 7 -> setMemory(writer);
      case 8 -> deleteMemory(writer);
      default -> {
        String ledger = "ledger-" + random.nextInt(3);
        long seq = random.nextLong(Long.MAX_VALUE);
        writer.projection().setAppliedSeq(ledger, seq);
        model.applied.put(ledger, seq);
      }
    }
  }

  private void createMission(StoreWriter writer) {
    String uuid = uuid();
    String owner = textOrNull();
    Mission known = model.missions.get(uuid);
    if (known != null) {
      assertThat(
              writer
                  .missions()
                  .ensure(uuid, MissionPhase.TESTING, MissionStatus.PENDING, time, owner, null))
          .isEqualTo(known.id());
      return;
    }
    MissionPhase phase = oneOf(MissionPhase.values());
    MissionStatus status = oneOf(MissionStatus.values());
    long id =
        random.nextBoolean()
            ? writer.missions().create(NewMission.of(uuid, phase, status, time).owner(owner))
            : writer.missions().ensure(uuid, phase, status, time, owner, null);
    model.missions.put(
        uuid,
        new Mission(
            id,
            uuid,
            phase,
            status,
            time,
            null,
            null,
            null,
            null,
            0.0,
            0.8,
            null,
            owner,
            null,
            "agency.os/v1alpha1",
            null,
            false));
  }

  private void updateMission(StoreWriter writer) {
    String uuid = uuid();
    MissionStatus status = oneOf(MissionStatus.values());
    JsonNode metadata = document();
    MissionChange change = MissionChange.at(time).status(status).metadata(metadata);
    Mission old = model.missions.get(uuid);
    if (old == null) {
      Failures.assertFails(Category.NOT_FOUND, () -> writer.missions().update(uuid, change));
      return;
    }
    writer.missions().update(uuid, change);
    model.missions.put(
        uuid,
        new Mission(
            old.id(),
            uuid,
            old.phase(),
            status,
            old.createdAt(),
            status.isOver() ? time : null,
            time,
            null,
            null,
            0.0,
            0.8,
            null,
            old.owner(),
            null,
            old.apiVersion(),
            metadata,
            false));
  }

  private void deleteMission(StoreWriter writer) {
    Mission mission = model.missions.remove(uuid());
    if (mission != null) {
      assertThat(writer.missions().delete(mission.uuid())).isTrue();
      long id = mission.id();
      model.calls.removeIf(call -> call.missionId() == id);
      model.decisions.removeIf(decision -> decision.missionId() == id);
      model.memory.values().removeIf(entry -> entry.missionId() == id);
      model.project.forgetMission(id);
    }
  }

  private void addCall(StoreWriter writer) {
    long missionId = missionId();
    NewToolCall call =
        new NewToolCall(
            missionId,
            text(),
            document(),
            random.nextBoolean() ? document() : null,
            time,
            random.nextBoolean() ? random.nextLong() : null,
            random.nextBoolean(),
            textOrNull());
    if (missionId < 0) {
      Failures.assertFails(Category.CONSTRAINT, () -> writer.toolCalls().insert(call));
      return;
    }
    model.calls.add(
        new ToolCall(
            writer.toolCalls().insert(call),
            missionId,
            call.toolName(),
            call.args(),
            call.result(),
            time,
            call.durationMs(),
            call.success(),
            call.errorMessage()));
  }

  private void addDecision(StoreWriter writer) {
    long missionId = missionId();
    if (missionId >= 0) {
      NewDecision made =
          new NewDecision(missionId, text(), textOrNull(), time, textOrNull(), document());
      model.decisions.add(
          new Decision(
              writer.decisions().insert(made),
              missionId,
              made.decisionType(),
              made.rationale(),
              time,
              made.agentName(),
              made.context()));
    }
  }

  private void startTask(StoreWriter writer) {
    String id = taskId();
    String parent = random.nextInt(3) == 0 ? null : taskId();
    String description = text();
    writer.tasks().start(id, description, parent, time);
    String known = model.tasks.containsKey(parent == null ? "" : parent) ? parent : null;
    model.tasks.putIfAbsent(
        id, new Task(id, description, known, TaskStatus.IN_PROGRESS, null, time, null));
  }

  private void endTask(StoreWriter writer) {
    String id = taskId();
    TaskStatus status = random.nextBoolean() ? TaskStatus.COMPLETED : TaskStatus.FAILED;
    String result = textOrNull();
    assertThat(writer.tasks().end(id, status, result, time)).isEqualTo(model.tasks.containsKey(id));
    model.tasks.computeIfPresent(
        id,
        (key, old) ->
            new Task(id, old.description(), old.parentId(), status, result, old.createdAt(), time));
  }

  private void setMemory(StoreWriter writer) {
    long missionId = missionId();
    if (missionId >= 0) {
      String key = "key-" + random.nextInt(4);
      JsonNode value = document();
      Duration ttl = random.nextBoolean() ? Duration.ofSeconds(random.nextInt(60)) : null;
      writer.memory().set(missionId, key, value, time, ttl);
      // The row keeps its id when it is set again, expired or not.
      model.memory.put(missionId + "/" + key, new MemoryEntry(0, missionId, key, value, time, ttl));
    }
  }

  private void deleteMemory(StoreWriter writer) {
    long missionId = missionId();
    String key = "key-" + random.nextInt(4);
    assertThat(writer.memory().delete(missionId, key))
        .isEqualTo(model.memory.remove(missionId + "/" + key) != null);
  }

  void compare() {
    model.assertHeldBy(store, time);
    model.project.assertHeldBy(store, model.missions.values(), 1 + random.nextInt(20));
  }

  void close() {
    store.close();
  }

  private String uuid() {
    return "mission-" + random.nextInt(5);
  }

  private String taskId() {
    return "task-" + random.nextInt(12);
  }

  /** A mission that is there, or now and then one that is not. */
  private long missionId() {
    Mission mission = model.missions.get(uuid());
    return mission == null ? -1 : mission.id();
  }

  private <E> E oneOf(E[] all) {
    return values.oneOf(List.of(all));
  }

  private String textOrNull() {
    return values.textOrNull();
  }

  private String text() {
    return values.text();
  }

  private JsonNode document() {
    return values.document();
  }
}
