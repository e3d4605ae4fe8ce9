package io.tachograph.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectCheckTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .build();

  private final JsonObjectCheck check = new JsonObjectCheck();
  private byte[] checked = {};

  private boolean isObject(String text) {
    checked = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
    return check.isObject(checked, 2, checked.length - 2);
  }

  private @Nullable String taskId() {
    return check.hasTaskId()
        ? new String(
            checked,
            check.taskIdFrom(),
            check.taskIdTo() - check.taskIdFrom(),
            StandardCharsets.UTF_8)
        : null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"a\" : 1 , \"b\":[ ]}\n",
        "{\"a\":[1,-0.5e+7,true,false,null,\"\\u00e4\\n\\/\"],\"b\":{\"c\":{}}}",
        "{\"ä€😀\":\"ä€😀\"}"
      })
  void objectsAreTaken(String text) {
    assertThat(isObject(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "\"a\"",
        "{",
        "}",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1}x",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\n\"}",
        "{a:1}",
        "{\"a\":1 \"b\":2}",
        "{}{}",
        "\ufeff{}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":-}",
        "{\"a\":\"b"
      })
  void nothingElseIs(String text) {
    assertThat(isObject(text)).isFalse();
  }

  @Test
  void theTaskIdOfTheTopLevelIsFound() {
    assertThat(isObject("{\"data\":{\"task_id\":\"no\"},\"task_id\" : \"yes\"}")).isTrue();
    assertThat(taskId()).isEqualTo("yes");
    assertThat(isObject("{\"data\":[\"task_id\",\"no\"]}")).isTrue();
    assertThat(taskId()).isNull();
    assertThat(isObject("{\"task_id\":7}")).isTrue();
    assertThat(taskId()).isNull();
  }

  @Test
  void depthIsBoundedWithoutRecursion() {
    int depth = 100_000;
    assertThat(isObject("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}")).isFalse();
    assertThat(isObject("{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}")).isTrue();
  }

  @Test
  void itAgreesWithJacksonOnMutatedDocuments() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] sample =
        "{\"task_id\":\"ä€😀\",\"n\":[-12.5e3,true,null,{\"x\":\"\\u00e4\\\"\"}],\"e\":{}}"
            .getBytes(StandardCharsets.UTF_8);
    String alphabet = "{}[]:,\"\\0123456789eE+-. truefalsn\u0001\u00c3";
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = sample.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        bytes[random.nextInt(bytes.length)] = (byte) c;
      }
      assertThat(check.isObject(bytes, 0, bytes.length))
          .as("seed=%d round=%d %s", seed, round, new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo(jacksonSays(bytes));
    }
  }

  @Test
  void itAgreesWithJacksonOnEachByteAtEachPlaceOfALongText() {
    for (int at = 0; at < 24; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] bytes =
            ("{\"a\":\"" + "\u007f!#x Z[]".repeat(3) + "\"}").getBytes(StandardCharsets.UTF_8);
        bytes[6 + at] = (byte) value;
        bytes[6 + (at + 11) % 24] = 'n';
        assertThat(check.isObject(bytes, 0, bytes.length))
            .as("at=%d value=%d", at, value)
            .isEqualTo(jacksonSays(bytes));
      }
    }
  }

  private static boolean jacksonSays(byte[] bytes) {
    try {
      JsonNode tree = JACKSON.readTree(bytes);
      return tree.isObject();
    } catch (IOException e) {
      return false;
    }
  }
}
