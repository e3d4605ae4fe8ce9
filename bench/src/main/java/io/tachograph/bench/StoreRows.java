package io.tachograph.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.NewDecision;
import io.tachograph.store.NewMission;
import io.tachograph.store.NewToolCall;
import io.tachograph.store.SqliteStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows to fill stores with. For one thread. */
final class StoreRows {
  static final long GIGABYTE = 1L << 30;

  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
  private static final int CALLS = 1_000_000;
  private static final int DECISIONS = 100_000;
  private static final int MISSIONS = 100;
  private static final int KINDS = 20;
  private static final int FAILURE_EVERY = 50;
  private static final int BATCH = 10_000;
  private static final int LONG_RESULT_CHARS = 10_000;

  private final long missionId;
  private final JsonNode args = args();
  private final JsonNode result = JsonNodeFactory.instance.objectNode().put("hits", 3);
  private int number;

  StoreRows(long missionId) {
    this.missionId = missionId;
  }

  static JsonNode args() {
    ObjectNode args = JsonNodeFactory.instance.objectNode();
    args.put("query", "what happened to the order that was charged twice");
    args.put("limit", 10);
    return args;
  }

  static Instant time(int number) {
    return T0.plusMillis(number);
  }

  static String uuid(int number) {
    return "mission-" + number;
  }

  static long mission(SqliteStore store, String uuid) {
    return store
        .missions()
        .create(NewMission.of(uuid, MissionPhase.CODING, MissionStatus.IN_PROGRESS, T0));
  }

  NewToolCall next() {
    return call(missionId, number++, args, result);
  }

  List<NewToolCall> next(int calls) {
    List<NewToolCall> batch = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      batch.add(next());
    }
    return batch;
  }

  private static NewToolCall call(long mission, int number, JsonNode args, JsonNode result) {
    boolean success = number % FAILURE_EVERY != 0;
    return new NewToolCall(
        mission,
        "tool" + number % KINDS,
        args,
        success ? result : null,
        time(number),
        12L,
        success,
        success ? null : "no index");
  }

  /** A million calls, and a tenth as many decisions. */
  static void fill(SqliteStore store) {
    long[] missions = new long[MISSIONS];
    for (int i = 0; i < MISSIONS; i++) {
      missions[i] =
          store
              .missions()
              .create(
                  NewMission.of(
                          uuid(i),
                          MissionPhase.values()[i % MissionPhase.values().length],
                          MissionStatus.values()[i % MissionStatus.values().length],
                          time(i))
                      .owner("owner" + i % KINDS)
                      .maxCostUsd(10.0)
                      .currentCostUsd(i % KINDS));
    }
    JsonNode args = args();
    JsonNode result = JsonNodeFactory.instance.objectNode().put("hits", 3);
    List<NewToolCall> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < CALLS; i++) {
      batch.add(call(missions[i / KINDS % MISSIONS], i, args, result));
      if (batch.size() == BATCH) {
        store.toolCalls().insertAll(batch);
        batch.clear();
      }
    }
    store.apply(
        writer -> {
          for (int i = 0; i < DECISIONS; i++) {
            writer
                .decisions()
                .insert(
                    new NewDecision(
                        missions[i % MISSIONS],
                        "type" + i % KINDS,
                        "because",
                        time(i),
                        "agent" + i / MISSIONS % KINDS,
                        null));
          }
        });
  }

  /** Calls with long results, a gigabyte of them. */
  static void fillGigabyte(SqliteStore store) {
    long mission = mission(store, "m");
    JsonNode args = args();
    JsonNode result = JsonNodeFactory.instance.textNode("x".repeat(LONG_RESULT_CHARS));
    int calls = (int) (GIGABYTE / LONG_RESULT_CHARS) + 1;
    List<NewToolCall> batch = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      batch.add(call(mission, i, args, result));
      if (batch.size() == BATCH / 10 || i == calls - 1) {
        store.toolCalls().insertAll(batch);
        batch.clear();
      }
    }
  }
}
