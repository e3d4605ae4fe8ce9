package io.tachograph.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.format.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** JSON texts and trees, one object a line. Thread-safe. */
public final class Json {
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

  /** A new object, to be filled. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A value on one line. */
  public static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** The tree of maps, lists and what stands in them. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The tree of a text, or the text itself where it is no JSON. */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  /** The tree with an entry's body behind it, as it was recorded and not as a parser writes it. */
  public static String lineWithBody(ObjectNode tree, Entry entry) {
    String line = line(tree);
    return line.substring(0, line.length() - 1) + ",\"body\":" + new BodyText().of(entry) + "}";
  }

  /**
   * A generator that puts each value at the root on a line of its own, and does not close what it
   * writes to.
   *
   * @throws IOException if that cannot be written to
   */
  public static JsonGenerator lines(OutputStream out) throws IOException {
    JsonGenerator json = MAPPER.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    return json;
  }

  /**
   * Ends the last of a generator's lines.
   *
   * @throws IOException if it cannot be written
   */
  public static void endLines(JsonGenerator json) throws IOException {
    if (json.getOutputContext().getEntryCount() > 0) {
      json.writeRaw('\n');
    }
    json.flush();
  }

  /** A time as JSON has it, or null. */
  public static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
