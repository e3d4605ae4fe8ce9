package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.Artifact;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionChange;
import io.tachograph.store.MissionFields;
import io.tachograph.store.NewMission;
import io.tachograph.store.Page;
import io.tachograph.store.StoreTables;
import io.tachograph.store.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents about a mission: its row in {@code missions}, and its rows in {@code artifacts}. */
record MissionMapping(MissionShape shape) implements Mapping<MissionDocument> {
  private static final int PAGE_ROWS = 1_000;

  @Override
  public MissionDocument read(ObjectNode document, List<String> notes) {
    return shape.read(document, notes);
  }

  @Override
  public MissionDocument stored(StoreTables store, long missionId) {
    Mission row =
        store
            .missions()
            .find(missionId)
            .orElseThrow(() -> new IllegalStateException("no mission: id=" + missionId));
    // The oldest first, so that the newest of a name is the one that stays.
    List<Artifact> rows = artifacts(store, missionId);
    Collections.reverse(rows);
    Map<ArtifactKey, ArtifactEntry> entries = new LinkedHashMap<>();
    rows.forEach(artifact -> entries.put(key(artifact), ArtifactEntry.of(artifact)));
    return MissionDocument.of(row, entries);
  }

  @Override
  public MissionDocument comparable(
      MissionDocument stored, MissionDocument document, boolean metadata) {
    return metadata ? stored : stored.withMetadata(document.metadata());
  }

  @Override
  public MissionDocument joined(MissionDocument stored, MissionDocument document) {
    if (stored.isBare()) {
      return document;
    }
    Map<ArtifactKey, ArtifactEntry> artifacts = new LinkedHashMap<>(document.artifacts());
    artifacts.putAll(stored.artifacts());
    return new MissionDocument(
        stored.uuid(),
        stored.phase(),
        stored.status(),
        stored.createdAt(),
        stored.completedAt(),
        or(stored.updatedAt(), document.updatedAt()),
        or(stored.planningSubState(), document.planningSubState()),
        stored.budget().equals(Budget.NONE) ? document.budget() : stored.budget(),
        or(stored.owner(), document.owner()),
        or(stored.description(), document.description()),
        stored.apiVersion(),
        joined(stored.metadata(), document.metadata()),
        artifacts);
  }

  private static <V> @Nullable V or(@Nullable V stored, @Nullable V otherwise) {
    return stored == null ? otherwise : stored;
  }

  private static @Nullable JsonNode joined(@Nullable JsonNode stored, @Nullable JsonNode document) {
    if (stored instanceof ObjectNode one && document instanceof ObjectNode other) {
      return or(Changes.joined(one, other), stored);
    }
    return or(stored, document);
  }

  /** Whether a mission's metadata has in it all that a document's has. */
  static boolean holds(@Nullable JsonNode metadata, @Nullable JsonNode document) {
    return metadata instanceof ObjectNode one
        && document instanceof ObjectNode other
        && one.equals(Changes.joined(one, other));
  }

  /** Creates a mission with all that a document says. */
  long create(StoreWriter store, MissionDocument document, Instant at) {
    long missionId =
        store
            .missions()
            .create(
                fields(
                    NewMission.of(
                            document.uuid(),
                            document.phase(),
                            document.status(),
                            document.createdAt())
                        .updatedAt(document.updatedAt()),
                    document));
    replaceArtifacts(store, missionId, document.artifacts());
    return missionId;
  }

  @Override
  public void replace(
      StoreWriter store, long missionId, MissionDocument stored, MissionDocument now, Instant at) {
    MissionChange change =
        MissionChange.at(at)
            .status(now.status())
            .phase(now.phase())
            .createdAt(now.createdAt())
            .updatedAt(now.updatedAt());
    store.missions().update(stored.uuid(), fields(change, now));
    if (!stored.artifacts().equals(now.artifacts())) {
      replaceArtifacts(store, missionId, now.artifacts());
    }
  }

  private static <F extends MissionFields<F>> F fields(F fields, MissionDocument document) {
    Budget budget = document.budget();
    return fields
        .completedAt(document.completedAt())
        .planningSubState(document.planningSubState())
        .maxCostUsd(budget.maxCostUsd())
        .currentCostUsd(budget.currentCostUsd())
        .alertThreshold(budget.alertThreshold())
        .costBreakdown(budget.costBreakdown())
        .owner(document.owner())
        .description(document.description())
        .apiVersion(document.apiVersion())
        .metadata(document.metadata());
  }

  /** What is as it should be keeps its row. */
  private static void replaceArtifacts(
      StoreWriter store, long missionId, Map<ArtifactKey, ArtifactEntry> now) {
    Map<ArtifactKey, ArtifactEntry> missing = new LinkedHashMap<>(now);
    for (Artifact artifact : artifacts(store, missionId)) {
      ArtifactKey key = key(artifact);
      if (missing.containsKey(key) && ArtifactEntry.of(artifact).equals(missing.get(key))) {
        missing.remove(key);
      } else if (!now.containsKey(key) || missing.containsKey(key)) {
        store.artifacts().delete(artifact.id());
      }
    }
    missing.forEach((key, entry) -> store.artifacts().insert(entry.row(missionId, key)));
  }

  /** All of a mission, the newest first. */
  private static List<Artifact> artifacts(StoreTables store, long missionId) {
    List<Artifact> all = new ArrayList<>();
    Page page = Page.first(PAGE_ROWS);
    while (true) {
      List<Artifact> rows = store.artifacts().ofMission(missionId, page);
      all.addAll(rows);
      if (rows.size() < PAGE_ROWS) {
        return all;
      }
      page = page.after(rows.get(rows.size() - 1).id());
    }
  }

  private static ArtifactKey key(Artifact artifact) {
    return new ArtifactKey(artifact.type(), artifact.name());
  }

  @Override
  public ObjectNode canonical(MissionDocument says, MissionDocument base) {
    ObjectNode document = shape.write(says);
    ArtifactEntries.writeChanges(document, base.artifacts(), says.artifacts());
    return document;
  }

  @Override
  public void change(ObjectNode written, MissionDocument before, MissionDocument now) {
    Changes.apply(written, canonical(before, before), canonical(now, before));
  }

  @Override
  public ObjectNode fresh(MissionDocument says) {
    ObjectNode document = canonical(says, says);
    ArtifactEntries.writeChanges(document, Map.of(), says.artifacts());
    if (says.budget().equals(Budget.NONE)) {
      MissionShape.remove(document, "budget", Budget.KEYS);
    }
    return document;
  }
}
