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
import java.util.Random;

/** One random run: a store, its model and the clock both go by. */
final class ModelledStore {
  private final Random random;
  private final RandomValues values;
  private final ModelledMissions missions;
  private final ModelledTasks tasks;
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
    this.missions = new ModelledMissions(random);
    this.tasks = new ModelledTasks(random);
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
      case 0, 1 -> missions.operate(writer, model, time);
      case 2, 3 -> tasks.operate(writer.tasks(), model.tasks, time);
      case 4, 5 -> addCall(writer);
      case 6 -> addDecision(writer);
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
    int limit = 1 + random.nextInt(20);
    model.assertHeldBy(store, time, limit);
    model.project.assertHeldBy(store, model.missions.values(), limit);
  }

  void close() {
    store.close();
  }

  /** A mission that is there, or now and then one that is not. */
  private long missionId() {
    Mission mission = model.missions.get(ModelledMissions.uuid(random));
    return mission == null ? -1 : mission.id();
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
