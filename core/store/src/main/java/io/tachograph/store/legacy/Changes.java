package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a document. Pure functions. */
final class Changes {
  private Changes() {}

  /**
   * Two values at one place.
   *
   * @param path where, as a JSON path
   * @param first null where there is nothing
   * @param second null where there is nothing
   */
  record Difference(String path, @Nullable JsonNode first, @Nullable JsonNode second) {}

  /**
   * Brings a document from one state to another. What is equal in both is left as the document has
   * it: so it keeps its order, its unknown keys, and how its values are written.
   */
  static void apply(ObjectNode document, ObjectNode before, ObjectNode now) {
    for (String key : keys(before, now)) {
      JsonNode was = before.get(key);
      JsonNode is = now.get(key);
      if (is == null) {
        document.remove(key);
      } else if (!is.equals(was)) {
        boolean inside = is.isObject() && (was == null || was.isObject());
        boolean room = (was != null && !document.has(key)) || document.path(key).isObject();
        if (inside && room) {
          ObjectNode from = was == null ? document.objectNode() : (ObjectNode) was;
          apply(objectAt(document, key), from, (ObjectNode) is);
        } else {
          document.set(key, is.deepCopy());
        }
      }
    }
  }

  /** All places where two documents differ; lists are compared as a whole. */
  static List<Difference> between(ObjectNode first, ObjectNode second) {
    List<Difference> differences = new ArrayList<>();
    collect(first, second, "$", differences);
    return differences;
  }

  private static void collect(
      JsonNode first, JsonNode second, String path, List<Difference> differences) {
    for (String key : keys(first, second)) {
      JsonNode one = first.get(key);
      JsonNode other = second.get(key);
      String at = path + Field.step(key);
      if (one != null && other != null && one.isObject() && other.isObject()) {
        collect(one, other, at, differences);
      } else if (one == null || !one.equals(other)) {
        differences.add(new Difference(at, one, other));
      }
    }
  }

  /** The object at a place, made where there is none. */
  static ObjectNode objectAt(ObjectNode document, String... keys) {
    ObjectNode at = document;
    for (String key : keys) {
      at = at.get(key) instanceof ObjectNode object ? object : at.putObject(key);
    }
    return at;
  }

  /**
   * A document with what it lacks of another.
   *
   * @return null where they contradict each other
   */
  static @Nullable ObjectNode joined(ObjectNode document, ObjectNode other) {
    ObjectNode joined = document.deepCopy();
    for (String key : keys(other, other)) {
      JsonNode there = document.get(key);
      JsonNode added = other.get(key);
      if (there == null) {
        joined.set(key, added);
      } else if (there.isObject() && added.isObject()) {
        ObjectNode inside = joined((ObjectNode) there, (ObjectNode) added);
        if (inside == null) {
          return null;
        }
        joined.set(key, inside);
      } else if (!there.equals(added)) {
        return null;
      }
    }
    return joined;
  }

  private static Set<String> keys(JsonNode first, JsonNode second) {
    Set<String> keys = new LinkedHashSet<>();
    first.fieldNames().forEachRemaining(keys::add);
    second.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
