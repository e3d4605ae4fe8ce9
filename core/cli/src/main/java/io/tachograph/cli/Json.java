package io.tachograph.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One JSON object a line. */
final class Json {
  /** Bodies have at most 16 MiB, and a body's one number may be as long. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNumberLength(Integer.MAX_VALUE)
                      .maxStringLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** The tree of maps, lists and what stands in them. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The tree of a text, or the text itself where it is no JSON. */
  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  /** The tree with an entry's body behind it, as it was recorded and not as a parser writes it. */
  static String lineWithBody(ObjectNode tree, String body) {
    String line = line(tree);
    return line.substring(0, line.length() - 1) + ",\"body\":" + verbatim(body) + "}";
  }

  /** JSON text on one line, otherwise unchanged; any other text as a JSON string. */
  private static String verbatim(String text) {
    // In JSON a line break stands between tokens alone.
    return parse(text).isTextual()
        ? line(JsonNodeFactory.instance.textNode(text))
        : text.replace('\n', ' ').replace('\r', ' ');
  }

  static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
