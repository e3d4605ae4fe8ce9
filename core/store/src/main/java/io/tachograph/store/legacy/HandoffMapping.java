package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MemoryEntry;
import io.tachograph.store.StoreTables;
import io.tachograph.store.StoreWriter;
import io.tachograph.store.legacy.HandoffMapping.Handoff;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code .session_handoff.json}: kept whole, as what the mission's agents remember under a key. */
record HandoffMapping() implements Mapping<Handoff> {
  private static final String KEY = "session_handoff";

  /**
   * A handoff.
   *
   * @param value null where there is none
   */
  record Handoff(@Nullable JsonNode value) {}

  @Override
  public Handoff read(ObjectNode document, List<String> notes) {
    return new Handoff(document);
  }

  @Override
  public Handoff stored(StoreTables store, long missionId) {
    return new Handoff(store.memory().get(missionId, KEY).map(MemoryEntry::value).orElse(null));
  }

  @Override
  public Handoff comparable(Handoff stored, Handoff document, boolean metadata) {
    return stored;
  }

  @Override
  public Handoff joined(Handoff stored, Handoff document) {
    if (stored.value() != null && !stored.equals(document)) {
      throw DocumentException.at(
          "$",
          "The mission remembers another session_handoff already, which would be lost",
          "the same one, or a mission that has none, named with --mission");
    }
    return document;
  }

  @Override
  public void replace(StoreWriter store, long missionId, Handoff stored, Handoff now, Instant at) {
    if (now.value() == null) {
      store.memory().delete(missionId, KEY);
    } else if (!now.equals(stored)) {
      store.memory().set(missionId, KEY, now.value(), at, null);
    }
  }

  @Override
  public ObjectNode canonical(Handoff says, Handoff base) {
    return fresh(says);
  }

  @Override
  public void change(ObjectNode written, Handoff before, Handoff now) {
    Changes.apply(written, fresh(before), fresh(now));
  }

  @Override
  public ObjectNode fresh(Handoff says) {
    JsonNode value = says.value();
    if (value instanceof ObjectNode object) {
      return object;
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    if (value != null) {
      document.set(KEY, value);
    }
    return document;
  }
}
