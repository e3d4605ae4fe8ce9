package io.tachograph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON as the store's columns hold it. Pure functions.
 *
 * <p>Fractions are read as decimals, so that text written comes back digit by digit. One thing
 * SQLite does not keep: the columns' declared type gives them numeric affinity, so a document that
 * is one bare number is kept as a 64-bit integer or a double.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Python writes NaN and Infinity so.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /**
   * The document as text.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  static String text(JsonNode document) {
    if (document.isMissingNode()) {
      throw new IllegalArgumentException("a missing node is no JSON document");
    }
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the JSON document cannot be written: type=" + document.getNodeType(), e);
    }
  }

  /** The document that {@code text} is; malformed text gives the parser's exception. */
  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }
}
