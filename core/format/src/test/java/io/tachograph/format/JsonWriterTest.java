package io.tachograph.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final int MAX_DEPTH = 5;

  @Test
  void whatIsWrittenIsWhatJacksonReads() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    JsonWriter json = new JsonWriter();
    for (int i = 0; i < 3_000; i++) {
      JsonNode tree = object(random, MAX_DEPTH);
      json.reset();
      write(json, tree);
      assertThat(JACKSON.readTree(json.buffer(), 0, json.length()))
          .as("seed=%d i=%d json=%s", seed, i, json)
          .isEqualTo(tree);
    }
  }

  @Test
  void everyCharacterIsWrittenAsValidUtf8() throws Exception {
    JsonWriter json = new JsonWriter();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        String text = "a" + Character.toString(c) + "z";
        json.reset().value(text);
        assertThat(JACKSON.readValue(json.buffer(), 0, json.length(), String.class))
            .isEqualTo(text);
      }
    }
  }

  @Test
  void loneSurrogatesBecomeTheReplacementCharacter() {
    assertThat(new JsonWriter().value("a\ud83d").toString()).isEqualTo("\"a\ufffd\"");
    assertThat(new JsonWriter().value("\ude00\ud83d\ude00").toString()).isEqualTo("\"\ufffd😀\"");
  }

  @Test
  void aPrefixNeverSplitsAPair() {
    assertThat(new JsonWriter().prefix("ab😀cd", 3).toString()).isEqualTo("\"ab\"");
    assertThat(new JsonWriter().prefix("ab😀cd", 4).toString()).isEqualTo("\"ab😀\"");
    assertThat(new JsonWriter().prefix("ab", 0).toString()).isEqualTo("\"\"");
  }

  @Test
  void numbersAtTheirLimits() {
    JsonWriter json = new JsonWriter().beginArray();
    for (long number :
        new long[] {0, -1, 9, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE}) {
      json.value(number);
    }
    json.value(Double.NaN).value(Double.NEGATIVE_INFINITY).value(-0.0).value(1e300).endArray();
    assertThat(json.toString())
        .isEqualTo(
            "[0,-1,9,10,99,100,9223372036854775807,-9223372036854775808,-2147483648,"
                + "\"NaN\",\"-Infinity\",-0.0,1.0E300]");
  }

  @Test
  void aUuidIsWrittenAsItsText() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      assertThat(
              new JsonWriter()
                  .uuid(id.getMostSignificantBits(), id.getLeastSignificantBits())
                  .toString())
          .isEqualTo("\"" + id + "\"");
    }
  }

  private static JsonNode object(Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(text(random), value(random, depth - 1));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> nodes.textNode(text(random));
      case 1 -> {
        // Jackson reads a number that fits an int as one.
        long number = random.nextLong() >> random.nextInt(64);
        yield number == (int) number ? nodes.numberNode((int) number) : nodes.numberNode(number);
      }
      case 2 -> nodes.booleanNode(random.nextBoolean());
      case 3 -> nodes.nullNode();
      case 4 -> nodes.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case 5 -> object(random, depth);
      default -> {
        ArrayNode array = nodes.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
    };
  }

  private static String text(Random random) {
    int[] codePoints = new int[random.nextInt(12)];
    int[] bounds = {0x20, 0x80, 0x800, 0xd800, Character.MAX_CODE_POINT + 1};
    for (int i = 0; i < codePoints.length; i++) {
      int bound = bounds[random.nextInt(bounds.length)];
      int c = random.nextInt(bound);
      codePoints[i] = c >= 0xd800 && c < 0xe000 ? 0x1f600 : c;
    }
    return new String(codePoints, 0, codePoints.length);
  }

  private static void write(JsonWriter json, JsonNode node) {
    if (node.isObject()) {
      json.beginObject();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        write(json.name(member.getKey()), member.getValue());
      }
      json.endObject();
    } else if (node.isArray()) {
      json.beginArray();
      node.forEach(element -> write(json, element));
      json.endArray();
    } else if (node.isTextual()) {
      json.value(node.textValue());
    } else if (node.isDouble()) {
      json.value(node.doubleValue());
    } else if (node.isNumber()) {
      json.value(node.longValue());
    } else if (node.isBoolean()) {
      json.value(node.booleanValue());
    } else {
      json.nullValue();
    }
  }
}
