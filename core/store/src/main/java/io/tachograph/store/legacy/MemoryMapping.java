package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.NewNarrativeEntry;
import io.tachograph.store.NewTrajectory;
import io.tachograph.store.StoreTables;
import io.tachograph.store.StoreWriter;
import io.tachograph.store.legacy.MemoryDocument.Session;
import io.tachograph.store.legacy.MemoryDocument.Standing;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code project_memory.json}: rows of the narrative, concepts, concerns, and a trajectory. */
record MemoryMapping() implements Mapping<MemoryDocument> {
  private static final String NARRATIVE = "narrative";
  private static final String SESSION = "session";
  private static final String SUMMARY = "summary";
  private static final String DATE = "date";
  private static final String PHASE = "phase";
  private static final String DOMAIN = "domain";
  private static final String CONCEPTS = "concepts";
  private static final String CONCERNS = "concerns";
  private static final String TRAJECTORY = "trajectory";
  private static final String FOCUS = "current_focus";
  private static final String COMPLETED = "completed";
  private static final String BLOCKERS = "blockers";

  @Override
  public MemoryDocument read(ObjectNode document, List<String> notes) {
    Field root = Field.root(document);
    Field domain = root.object(DOMAIN);
    return new MemoryDocument(
        narrative(root.at(NARRATIVE)),
        words(domain.at(CONCEPTS)),
        words(domain.at(CONCERNS)),
        standing(root.object(TRAJECTORY)));
  }

  private static SortedMap<Long, Session> narrative(Field list) {
    SortedMap<Long, Session> sessions = new TreeMap<>();
    for (Field entry : list.items()) {
      Field number = entry.at(SESSION);
      if (!number.isPresent()
          || !number.present().isIntegralNumber()
          || !number.present().canConvertToLong()) {
        throw number.refused("a whole number");
      }
      Session session =
          new Session(
              entry.at(SUMMARY).anyText(), entry.at(DATE).time(), entry.at(PHASE).anyText());
      if (sessions.put(number.present().longValue(), session) != null) {
        throw number.refused("a number that no other session of the narrative has");
      }
    }
    return sessions;
  }

  private static Set<String> words(Field list) {
    Set<String> words = new LinkedHashSet<>();
    list.items().forEach(item -> words.add(item.anyText()));
    return words;
  }

  private static @Nullable Standing standing(Field trajectory) {
    if (!trajectory.isPresent() || trajectory.present().isEmpty()) {
      return null;
    }
    return Standing.of(
        trajectory.at(PHASE).anyText(),
        trajectory.at(FOCUS).textOrNull(),
        trajectory.at(COMPLETED).listOrNull(),
        trajectory.at(BLOCKERS).listOrNull());
  }

  @Override
  public MemoryDocument stored(StoreTables store, long missionId) {
    return MemoryRows.read(store, missionId);
  }

  @Override
  public MemoryDocument comparable(
      MemoryDocument stored, MemoryDocument document, boolean metadata) {
    return stored;
  }

  @Override
  public MemoryDocument joined(MemoryDocument stored, MemoryDocument document) {
    SortedMap<Long, Session> narrative = new TreeMap<>(document.narrative());
    narrative.putAll(stored.narrative());
    Set<String> concepts = new LinkedHashSet<>(stored.concepts());
    concepts.addAll(document.concepts());
    Set<String> concerns = new LinkedHashSet<>(stored.concerns());
    concerns.addAll(document.concerns());
    Standing trajectory = stored.trajectory();
    return new MemoryDocument(
        narrative, concepts, concerns, trajectory == null ? document.trajectory() : trajectory);
  }

  @Override
  public void replace(
      StoreWriter store, long missionId, MemoryDocument stored, MemoryDocument now, Instant at) {
    for (Long number : stored.narrative().keySet()) {
      if (!now.narrative().containsKey(number)) {
        store.narrative().delete(missionId, number);
      }
    }
    now.narrative()
        .forEach(
            (number, session) -> {
              if (!session.equals(stored.narrative().get(number))) {
                store
                    .narrative()
                    .set(
                        new NewNarrativeEntry(
                            missionId, number, session.summary(), session.date(), session.phase()));
              }
            });
    without(stored.concepts(), now.concepts())
        .forEach(word -> store.concepts().remove(missionId, word));
    now.concepts().forEach(word -> store.concepts().add(missionId, word, at));
    without(stored.concerns(), now.concerns())
        .forEach(word -> store.concerns().remove(missionId, word));
    now.concerns().forEach(word -> store.concerns().add(missionId, word, at));
    Standing standing = now.trajectory();
    if (standing == null) {
      store.trajectories().delete(missionId);
    } else if (!standing.equals(stored.trajectory())) {
      store
          .trajectories()
          .set(
              new NewTrajectory(
                  missionId,
                  standing.phase(),
                  standing.focus(),
                  standing.completed(),
                  standing.blockers(),
                  at));
    }
  }

  @Override
  public ObjectNode canonical(MemoryDocument says, MemoryDocument base) {
    return fresh(says);
  }

  @Override
  public ObjectNode fresh(MemoryDocument says) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode narrative = document.putArray(NARRATIVE);
    says.narrative().forEach((number, session) -> narrative.add(entry(number, session)));
    ObjectNode domain = document.putObject(DOMAIN);
    ArrayNode concepts = domain.putArray(CONCEPTS);
    says.concepts().forEach(concepts::add);
    ArrayNode concerns = domain.putArray(CONCERNS);
    says.concerns().forEach(concerns::add);
    document.set(TRAJECTORY, trajectory(says.trajectory()));
    return document;
  }

  private static ObjectNode entry(long number, Session session) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put(SESSION, number);
    entry.put(SUMMARY, session.summary());
    entry.put(DATE, session.date().toString());
    entry.put(PHASE, session.phase());
    return entry;
  }

  private static ObjectNode trajectory(@Nullable Standing standing) {
    ObjectNode trajectory = JsonNodeFactory.instance.objectNode();
    if (standing != null) {
      trajectory.put(PHASE, standing.phase());
      MissionShape.put(trajectory, FOCUS, standing.focus());
      if (standing.completed() != null) {
        trajectory.set(COMPLETED, standing.completed());
      }
      if (standing.blockers() != null) {
        trajectory.set(BLOCKERS, standing.blockers());
      }
    }
    return trajectory;
  }

  @Override
  public void change(ObjectNode written, MemoryDocument before, MemoryDocument now) {
    if (!now.narrative().equals(before.narrative())) {
      changeNarrative(written, before.narrative(), now.narrative());
    }
    if (!now.concepts().equals(before.concepts())) {
      changeWords(Changes.objectAt(written, DOMAIN), CONCEPTS, before.concepts(), now.concepts());
    }
    if (!now.concerns().equals(before.concerns())) {
      changeWords(Changes.objectAt(written, DOMAIN), CONCERNS, before.concerns(), now.concerns());
    }
    if (now.trajectory() != null || before.trajectory() != null) {
      ObjectNode is = trajectory(now.trajectory());
      ObjectNode was = trajectory(before.trajectory());
      if (!is.equals(was)) {
        Changes.apply(Changes.objectAt(written, TRAJECTORY), was, is);
      }
    }
  }

  private static void changeNarrative(
      ObjectNode written, SortedMap<Long, Session> before, SortedMap<Long, Session> now) {
    ArrayNode changed = written.arrayNode();
    // The entries of the text stand in its order, and each has its number.
    for (JsonNode entry : written.path(NARRATIVE)) {
      long number = DocumentText.wholeNumber(entry.get(SESSION));
      Session is = now.get(number);
      Session was = before.get(number);
      if (is != null && was != null) {
        Changes.apply((ObjectNode) entry, entry(number, was), entry(number, is));
        changed.add(entry);
      }
    }
    for (Map.Entry<Long, Session> session : now.entrySet()) {
      if (!before.containsKey(session.getKey())) {
        changed.add(entry(session.getKey(), session.getValue()));
      }
    }
    written.set(NARRATIVE, changed);
  }

  private static void changeWords(
      ObjectNode domain, String key, Set<String> before, Set<String> now) {
    ArrayNode changed = domain.arrayNode();
    for (JsonNode word : domain.path(key)) {
      if (now.contains(word.textValue())) {
        changed.add(word);
      }
    }
    without(now, before).forEach(changed::add);
    domain.set(key, changed);
  }

  private static Set<String> without(Set<String> words, Set<String> others) {
    Set<String> left = new LinkedHashSet<>(words);
    left.removeAll(others);
    return left;
  }
}
