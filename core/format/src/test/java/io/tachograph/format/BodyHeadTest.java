package io.tachograph.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyHeadTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final int DOCUMENTS = 3_000;
  private static final String[] TEXTS = {"", "a", "quote\"\\\n\t\u0001", "世界", "🜚", "}{,:[]"};

  private static byte[] utf8(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatStandsBeforeTheDataIsReadAndNothingBehind() {
    BodyHead head =
        BodyHead.of(
            utf8(
                " { \"task_id\" : \"t\\u0041\\n\", \"agent_id\":7, \"other\":{\"task_id\":\"x\"},"
                    + "\"mission\":\"m\",\"data\":{\"name\":\"n\",\"duration_ns\":-12},"
                    + "\"tenant_id\":\"behind\"}"));
    assertThat(head.taskId()).isEqualTo("tA\n");
    assertThat(head.agentId()).isNull();
    assertThat(head.mission()).isEqualTo("m");
    assertThat(head.tenantId()).isNull();
    assertThat(BodyHead.textIn(head.data(), "name")).isEqualTo("n");
    assertThat(head.data().next()).isTrue();
    assertThat(head.data().number(0)).isEqualTo(-12);
    assertThat(head.data().next()).isFalse();
  }

  @Test
  void membersOfAnyJsonAreThoseThatJacksonReads() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < DOCUMENTS; i++) {
      ObjectNode tree = object(random, 4);
      String text =
          random.nextBoolean()
              ? tree.toString()
              : JACKSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
      same(JsonMembers.of(utf8(text)), tree, "seed=" + seed + " i=" + i + " json=" + text);
    }
  }

  private static void same(JsonMembers members, JsonNode tree, String where) {
    var expected = tree.properties().iterator();
    while (members.next()) {
      assertThat(expected.hasNext()).as(where).isTrue();
      var field = expected.next();
      assertThat(members.is(field.getKey())).as(where).isTrue();
      if (field.getValue().isTextual()) {
        assertThat(members.text()).as(where).isEqualTo(field.getValue().textValue());
      } else if (field.getValue().isLong()) {
        assertThat(members.number(-1)).as(where).isEqualTo(field.getValue().longValue());
      } else if (field.getValue().isDouble()) {
        assertThat(members.number(-1)).as(where).isEqualTo(-1);
      } else if (field.getValue().isObject()) {
        same(members.object(), field.getValue(), where);
      }
    }
    assertThat(expected.hasNext()).as(where).isFalse();
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set("k" + i, value(random, depth));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> json.nullNode();
      case 1 -> json.booleanNode(random.nextBoolean());
      case 2 -> json.numberNode(random.nextLong());
      case 3 -> json.numberNode(random.nextGaussian() * 1e-9);
      case 4 -> json.textNode(TEXTS[random.nextInt(TEXTS.length)]);
      case 5 -> json.arrayNode().add(value(random, depth - 1)).add(value(random, depth - 1));
      default -> object(random, depth - 1);
    };
  }

  @Test
  void whatIsNoJsonEndsAndDoesNotFail() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] whole =
        utf8("{\"task_id\":\"a\\u00e4\",\"x\":[1,{\"y\":\"z\\\"\"}],\"data\":{\"n\":1}}");
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int flips = random.nextInt(3); flips > 0 && broken.length > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      BodyHead head = BodyHead.of(broken);
      while (head.data().next()) {
        head.data().number(0);
        head.data().text();
      }
    }
  }
}
