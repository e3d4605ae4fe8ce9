package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.PlanningSubState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a kind of document has what it says of a mission. Pure functions.
 *
 * <p>{@code write(read(document))} has all that the document says, in a form that does not depend
 * on how it was written: so two states of a mission are compared, and a document changed by their
 * difference.
 */
sealed interface MissionShape permits ManifestShape, OlderManifestShape, ActiveMissionShape {
  /** Status words of documents that the store does not have. */
  String ACTIVE = "active";

  String STATUSES =
      ACTIVE + ", " + Field.words(Arrays.stream(MissionStatus.values()), MissionStatus::text);

  String PLANNING_SUB_STATES =
      Field.words(Arrays.stream(PlanningSubState.values()), PlanningSubState::text) + ", or null";

  /**
   * What a document says.
   *
   * @param notes what is taken otherwise than it stands is added here, in words
   * @throws DocumentException if the store could not hold it
   */
  MissionDocument read(ObjectNode document, List<String> notes);

  /** A document that says it, but for its artifacts. */
  ObjectNode write(MissionDocument mission);

  /** The shape that a document of that kind has. */
  static MissionShape of(DocumentKind kind, ObjectNode document) {
    if (kind == DocumentKind.ACTIVE_MISSION) {
      return new ActiveMissionShape();
    }
    boolean older = document.has("project_id") && !document.path("metadata").has("projectId");
    return older ? new OlderManifestShape() : new ManifestShape();
  }

  /** The status that a word means. */
  static Optional<MissionStatus> status(String word) {
    return word.equals(ACTIVE) ? Optional.of(MissionStatus.IN_PROGRESS) : MissionStatus.of(word);
  }

  /** What a manifest means that says no status. */
  static MissionStatus impliedStatus(PhaseWord phase, @Nullable Instant completedAt) {
    return phase.isProduction() || completedAt != null
        ? MissionStatus.COMPLETED
        : MissionStatus.IN_PROGRESS;
  }

  /** Removes keys of an object in a document, and the object where that leaves nothing of it. */
  static void remove(ObjectNode document, String object, List<String> keys) {
    if (document.get(object) instanceof ObjectNode inside && !inside.isEmpty()) {
      inside.remove(keys);
      if (inside.isEmpty()) {
        document.remove(object);
      }
    }
  }

  /** Sets a key to a time; without one, the key goes. */
  static void put(ObjectNode object, String key, @Nullable Instant time) {
    put(object, key, time == null ? null : time.toString());
  }

  /** Sets a key to a text; without one, the key goes. */
  static void put(ObjectNode object, String key, @Nullable String text) {
    if (text == null) {
      object.remove(key);
    } else {
      object.put(key, text);
    }
  }

  /** The metadata as an object to write into; something else is put into one. */
  static ObjectNode base(@Nullable JsonNode metadata, boolean fits) {
    if (fits && metadata instanceof ObjectNode object) {
      return object.deepCopy();
    }
    ObjectNode base = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    if (metadata != null) {
      base.set("missionMetadata", metadata.deepCopy());
    }
    return base;
  }
}
