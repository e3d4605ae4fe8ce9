package io.tachograph.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that a framework hands on as one map or one JSON object. As a call's only argument they
 * are recorded by their own names, so that names redact in them too.
 *
 * @param values by name
 */
public record NamedArguments(Map<?, ?> values) {
  private static final String UNNAMED = "arguments";
  private static final int MAX_JSON_CHARS = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a text that should be a JSON object; any other is one argument. */
  public static NamedArguments ofJson(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return new NamedArguments(Map.of());
    }
    if (text.length() > MAX_JSON_CHARS) {
      // Names cannot redact in what is not parsed.
      return new NamedArguments(Map.of(UNNAMED, Map.of("$omitted", "bytes")));
    }
    try {
      return new NamedArguments(
          JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      return new NamedArguments(Map.of(UNNAMED, text));
    }
  }

  /** Of whatever a framework holds arguments in; null is none. */
  public static NamedArguments of(@Nullable Object arguments) {
    if (arguments instanceof Map<?, ?> map) {
      return new NamedArguments(map);
    } else if (arguments == null) {
      return new NamedArguments(Map.of());
    }
    return arguments instanceof String text
        ? ofJson(text)
        : new NamedArguments(Map.of(UNNAMED, arguments));
  }
}
