package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.ArtifactType;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A document's {@code artifacts}: types, names in them, and an object for each. Pure functions.
 *
 * <p>What stands there in another form (a type that the store does not know, a text in place of an
 * object) makes no row. It stays in the mission's metadata, where all of {@code artifacts} is.
 */
final class ArtifactEntries {
  static final String ARTIFACTS = "artifacts";
  private static final String KNOWN_TYPES =
      Field.words(Arrays.stream(ArtifactType.values()), ArtifactType::text);

  private ArtifactEntries() {}

  /**
   * The entries that become rows, in the document's order.
   *
   * @param otherwise when they were made that do not say it
   */
  static Map<ArtifactKey, ArtifactEntry> read(Field root, Instant otherwise, List<String> notes) {
    Map<ArtifactKey, ArtifactEntry> entries = new LinkedHashMap<>();
    Field artifacts = root.object(ARTIFACTS);
    if (!artifacts.isPresent()) {
      return entries;
    }
    for (Map.Entry<String, JsonNode> property : artifacts.present().properties()) {
      Field names = artifacts.at(property.getKey());
      ArtifactType type = ArtifactType.of(property.getKey()).orElse(null);
      if (type == null) {
        notes.add(
            names.path()
                + " becomes no artifact row, its type is none of "
                + KNOWN_TYPES
                + "; it is kept in the metadata");
      } else {
        readType(artifacts.object(property.getKey()), type, otherwise, entries, notes);
      }
    }
    return entries;
  }

  private static void readType(
      Field names,
      ArtifactType type,
      Instant otherwise,
      Map<ArtifactKey, ArtifactEntry> entries,
      List<String> notes) {
    if (!names.isPresent()) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : names.present().properties()) {
      Field entry = names.at(property.getKey());
      if (property.getValue().isObject()) {
        entries.put(new ArtifactKey(type, property.getKey()), ArtifactEntry.read(entry, otherwise));
      } else {
        notes.add(
            entry.path() + " becomes no artifact row, it is no object; it is kept in the metadata");
      }
    }
  }

  /** Writes into a document what changed between two states of the rows. */
  static void writeChanges(
      ObjectNode document,
      Map<ArtifactKey, ArtifactEntry> before,
      Map<ArtifactKey, ArtifactEntry> now) {
    Set<ArtifactKey> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (ArtifactKey key : keys) {
      ArtifactEntry was = before.get(key);
      ArtifactEntry is = now.get(key);
      if (is == null) {
        JsonNode names = document.path(ARTIFACTS).path(key.type().text());
        if (names instanceof ObjectNode object) {
          object.remove(key.name());
        }
      } else if (!is.equals(was)) {
        ObjectNode names = Changes.objectAt(document, ARTIFACTS, key.type().text());
        if (was != null && names.get(key.name()) instanceof ObjectNode entry) {
          Changes.apply(entry, was.write(), is.write());
        } else {
          names.set(key.name(), is.write());
        }
      }
    }
  }
}
