package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.Artifact;
import io.tachograph.store.Concern;
import io.tachograph.store.Mission;
import io.tachograph.store.Page;
import io.tachograph.store.QualityGate;
import io.tachograph.store.SqliteStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store says of a mission: what is the case now.
 *
 * @param mission its row
 * @param gates the first of its quality gates
 * @param artifacts the first of its artifacts
 * @param concerns the first of its concerns
 */
record MissionState(
    Mission mission, List<QualityGate> gates, List<Artifact> artifacts, List<Concern> concerns) {
  private static final int MOST = 100;

  /** Reads it; null if the store does not know the mission. */
  static @Nullable MissionState read(SqliteStore store, String uuid) {
    return store
        .missions()
        .find(uuid)
        .map(
            mission ->
                new MissionState(
                    mission,
                    store.qualityGates().ofMission(mission.id(), Page.first(MOST)),
                    store.artifacts().ofMission(mission.id(), Page.first(MOST)),
                    store.concerns().ofMission(mission.id(), Page.first(MOST))))
        .orElse(null);
  }

  /** Its fields by their names, in the order of printing. */
  Map<String, String> fields(Screen screen) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "what", mission.description());
    fields.put("status", mission.status().text() + ", phase " + mission.phase().text());
    put(fields, "owner", mission.owner());
    fields.put("created", screen.time(mission.createdAt()));
    Instant completed = mission.completedAt();
    put(fields, "completed", completed == null ? null : screen.time(completed));
    put(fields, "cost", cost());
    for (QualityGate gate : gates) {
      fields.put("gate " + gate.name(), gate.status().text());
    }
    for (Artifact artifact : artifacts) {
      fields.put("artifact " + artifact.name(), artifact.type().text());
    }
    for (Concern concern : concerns) {
      fields.merge("concerns", concern.concern(), (known, more) -> known + "; " + more);
    }
    return fields;
  }

  private @Nullable String cost() {
    Double spent = mission.currentCostUsd();
    Double most = mission.maxCostUsd();
    if (spent == null && most == null) {
      return null;
    }
    return String.format(Locale.ROOT, "%.4f USD", spent == null ? 0 : spent)
        + (most == null ? "" : String.format(Locale.ROOT, " of at most %.4f", most));
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  /** As JSON. */
  ObjectNode tree() {
    ObjectNode tree = MissionsCommand.tree(mission);
    tree.put("current_cost_usd", mission.currentCostUsd());
    tree.put("max_cost_usd", mission.maxCostUsd());
    gates.forEach(
        gate ->
            tree.withArray("quality_gates")
                .addObject()
                .put("name", gate.name())
                .put("status", gate.status().text()));
    artifacts.forEach(
        artifact ->
            tree.withArray("artifacts")
                .addObject()
                .put("type", artifact.type().text())
                .put("name", artifact.name())
                .put("ref", artifact.ref()));
    concerns.forEach(concern -> tree.withArray("concerns").add(concern.concern()));
    return tree;
  }
}
