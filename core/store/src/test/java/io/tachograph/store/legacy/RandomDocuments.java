package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.ArtifactType;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.PlanningSubState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid documents of each kind, of any content; the same for the same seed. */
final class RandomDocuments {
  private static final int MAX_LEVELS = 4;
  private static final List<String> PIECES =
      List.of(
          "a", "größe", "✓", "😀", "\\\"", "\\n", "\\u0000", " ", "/", "\\u00e9", "'", "$.x", "");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1.0",
          "1.50",
          "1e2",
          "-2.5E-10",
          "9223372036854775808",
          "0.1",
          "-0.0",
          "123456789012345678901234567890.10",
          "2147483648",
          "1E400",
          "NaN",
          "-Infinity");

  private final Random random;

  /** Of one seed the documents of different kinds would else name the same mission. */
  private String idPrefix;

  RandomDocuments(long seed) {
    this.random = new Random(seed);
    this.idPrefix = "id-" + seed + "-";
  }

  /** Members of an object as text, to be put in any order. */
  private final class Members {
    private final List<String> members = new ArrayList<>();

    Members put(String key, String value) {
      members.add('"' + key + "\":" + space() + value);
      return this;
    }

    Members maybe(String key, String value) {
      return random.nextBoolean() ? put(key, value) : this;
    }

    /** The members in random order, with some that nobody knows. */
    String object() {
      int unknown = random.nextInt(3);
      for (int i = 0; i < unknown; i++) {
        put("unknown" + i + PIECES.get(random.nextInt(5)), value(0));
      }
      Collections.shuffle(members, random);
      return "{" + space() + String.join("," + space(), members) + space() + "}";
    }
  }

  private String space() {
    return switch (random.nextInt(4)) {
      case 0 -> " ";
      case 1 -> "\n  ";
      default -> "";
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.append('"').toString();
  }

  private String id() {
    return "\"" + idPrefix + random.nextInt(1_000_000_000) + "\"";
  }

  private String time() {
    Instant time =
        Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(999_999_999));
    String text = time.toString();
    return switch (random.nextInt(4)) {
      case 0 -> '"' + text.replace("Z", "") + '"';
      case 1 -> '"' + text.replace("Z", "+02:00") + '"';
      case 2 -> '"' + text.substring(0, 10) + '"';
      default -> '"' + text + '"';
    };
  }

  private String amount() {
    return List.of("0", "10", "0.0", "100.00", "1e3", "12.5", "0.30000000000000004", "-0.0")
        .get(random.nextInt(8));
  }

  private String value(int level) {
    int kind = random.nextInt(level < MAX_LEVELS ? 7 : 5);
    return switch (kind) {
      case 0 -> "null";
      case 1 -> String.valueOf(random.nextBoolean());
      case 2, 3 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 4 -> text();
      case 5 -> {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(level + 1));
        }
        yield "[" + space() + String.join("," + space(), items) + "]";
      }
      default -> {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.add("\"k" + i + PIECES.get(random.nextInt(5)) + "\":" + value(level + 1));
        }
        yield "{" + String.join(",", members) + "}";
      }
    };
  }

  private String object() {
    return new Members().maybe("x", value(0)).object();
  }

  private <E> E one(E[] values) {
    return values[random.nextInt(values.length)];
  }

  private String orNull(String value) {
    return random.nextInt(4) == 0 ? "null" : value;
  }

  private String phase() {
    return random.nextInt(6) == 0
        ? "\"PRODUCTION\""
        : '"' + one(MissionPhase.values()).text() + '"';
  }

  private String budget() {
    return new Members()
        .maybe("max_cost_usd", orNull(amount()))
        .maybe("current_cost_usd", orNull(amount()))
        .maybe("alert_threshold", List.of("0", "1", "0.80", "5e-1").get(random.nextInt(4)))
        .maybe("cost_breakdown", orNull(object()))
        .object();
  }

  private String artifacts() {
    Members types = new Members();
    for (ArtifactType type : ArtifactType.values()) {
      Members names = new Members();
      for (int i = random.nextInt(3); i > 0; i--) {
        names.put(
            "artifact" + i,
            new Members()
                .maybe("ref", orNull(text()))
                .maybe("path", text())
                .maybe("url", text())
                .maybe("branch", orNull(text()))
                .maybe("created_at", orNull(time()))
                .maybe("lastCommit", text())
                .object());
      }
      types.maybe(type.text(), names.object());
    }
    return types.object();
  }

  String manifest() {
    return new Members()
        .maybe("apiVersion", orNull(text()))
        .maybe("kind", text())
        .put(
            "metadata",
            new Members()
                .put("projectId", id())
                .put("createdAt", time())
                .maybe("lastUpdatedAt", orNull(time()))
                .maybe("owner", orNull(text()))
                .maybe("description", text())
                .maybe("name", text())
                .object())
        .maybe("spec", value(0))
        .maybe(
            "status",
            new Members()
                .maybe("projectPhase", phase())
                .maybe(
                    "planningSubState", orNull('"' + one(PlanningSubState.values()).text() + '"'))
                .maybe("completedAt", orNull(time()))
                .maybe("message", text())
                .object())
        .maybe("budget", orNull(budget()))
        .maybe("artifacts", orNull(artifacts()))
        .object();
  }

  String olderManifest() {
    return new Members()
        .put("project_id", id())
        .put("created_at", time())
        .maybe("phase", phase())
        .maybe("project_name", text())
        .maybe("completed_at", value(0))
        .maybe("updated_at", orNull(time()))
        .maybe("status", random.nextBoolean() ? "\"failed\"" : value(0))
        .maybe("budget", budget())
        .maybe("artifacts", artifacts())
        .maybe(
            "metadata",
            new Members().maybe("description", text()).maybe("owner", value(0)).object())
        .object();
  }

  String activeMission() {
    return new Members()
        .put("mission_id", id())
        .put(random.nextBoolean() ? "created_at" : "genesis_time", time())
        .maybe(
            "status",
            random.nextBoolean() ? "\"active\"" : '"' + one(MissionStatus.values()).text() + '"')
        .maybe("completed_at", value(0))
        .maybe("owner", value(0))
        .maybe("description", text())
        .maybe("budget", random.nextBoolean() ? budget() : text())
        .maybe("context", new Members().maybe("phase", phase()).object())
        .object();
  }

  String memory() {
    List<String> narrative = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      narrative.add(
          new Members()
              .put("session", String.valueOf(i * 7 - 10))
              .put("summary", text())
              .put("date", time())
              .put("phase", text())
              .object());
    }
    Collections.shuffle(narrative, random);
    return new Members()
        .put("narrative", "[" + String.join(",", narrative) + "]")
        .maybe(
            "domain",
            new Members().maybe("concepts", words()).maybe("concerns", orNull(words())).object())
        .maybe(
            "trajectory",
            new Members()
                .put("phase", text())
                .maybe("current_focus", orNull(text()))
                .maybe("completed", orNull(words()))
                .maybe("blockers", words())
                .object())
        .object();
  }

  private String words() {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      words.add(text());
    }
    return "[" + String.join("," + space(), words) + "]";
  }

  String handoff() {
    return new Members().put("layer0_bedrock", object()).maybe("todos", value(0)).object();
  }

  /** A document of a kind; of manifests, both shapes. */
  String of(DocumentKind kind) {
    idPrefix += kind + "-";
    return switch (kind) {
      case MANIFEST -> random.nextInt(3) == 0 ? olderManifest() : manifest();
      case ACTIVE_MISSION -> activeMission();
      case MEMORY -> memory();
      case HANDOFF -> handoff();
    };
  }

  /** Puts the members of every object in another order; what it says stays the same. */
  ObjectNode shuffled(ObjectNode document) {
    List<Map.Entry<String, com.fasterxml.jackson.databind.JsonNode>> members =
        new ArrayList<>(document.properties());
    Collections.shuffle(members, random);
    ObjectNode shuffled = document.objectNode();
    members.forEach(
        member ->
            shuffled.set(
                member.getKey(),
                member.getValue() instanceof ObjectNode object
                    ? shuffled(object)
                    : member.getValue() instanceof ArrayNode list ? list : member.getValue()));
    return shuffled;
  }
}
