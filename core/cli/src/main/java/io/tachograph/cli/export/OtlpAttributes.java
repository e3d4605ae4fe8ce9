package io.tachograph.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A list of OTLP's {@code KeyValue}s that grows, in the JSON form of its protocol buffers: 64-bit
 * numbers are texts. What is missing is not put in.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON
 *     Protobuf Encoding</a>
 */
final class OtlpAttributes {
  /** Readers of protocol buffers stop at a depth of 100, and each level here is three of theirs. */
  private static final int MAX_DEPTH = 20;

  private final ArrayNode list = JsonNodeFactory.instance.arrayNode();

  ArrayNode list() {
    return list;
  }

  OtlpAttributes put(String key, String value) {
    return put(key, JsonNodeFactory.instance.textNode(value));
  }

  OtlpAttributes put(String key, long value) {
    return put(key, JsonNodeFactory.instance.numberNode(value));
  }

  OtlpAttributes put(String key, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      list.add(keyValue(key, value, 0));
    }
    return this;
  }

  private static ObjectNode keyValue(String key, JsonNode value, int depth) {
    ObjectNode pair = JsonNodeFactory.instance.objectNode();
    pair.put("key", key);
    pair.set("value", any(value, depth));
    return pair;
  }

  /** The value as OTLP's {@code AnyValue}. */
  static ObjectNode any(JsonNode value) {
    return any(value, 0);
  }

  private static ObjectNode any(JsonNode value, int depth) {
    ObjectNode any = JsonNodeFactory.instance.objectNode();
    if (value.isTextual()) {
      any.put("stringValue", value.textValue());
    } else if (value.isBoolean()) {
      any.put("boolValue", value.booleanValue());
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      any.put("intValue", value.asText());
    } else if (value.isFloatingPointNumber() && Double.isFinite(value.doubleValue())) {
      any.put("doubleValue", value.doubleValue());
    } else if (value.isContainerNode() && depth < MAX_DEPTH) {
      container(any, value, depth + 1);
    } else if (!value.isNull() && !value.isMissingNode()) {
      any.put("stringValue", value.toString());
    }
    return any;
  }

  private static void container(ObjectNode any, JsonNode value, int depth) {
    boolean isArray = value.isArray();
    ArrayNode values = any.putObject(isArray ? "arrayValue" : "kvlistValue").putArray("values");
    if (isArray) {
      value.forEach(element -> values.add(any(element, depth)));
    } else {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        values.add(keyValue(member.getKey(), member.getValue(), depth));
      }
    }
  }
}
