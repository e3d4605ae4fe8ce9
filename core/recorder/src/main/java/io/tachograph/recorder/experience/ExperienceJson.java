package io.tachograph.recorder.experience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Experience events as JSON text, both ways. */
public final class ExperienceJson {
  /** Fractions with all their digits: what others wrote is given again as it was. */
  static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

  private ExperienceJson() {}

  /** An envelope's JSON. */
  public static String write(ExperienceEventEnvelope envelope) {
    try {
      return MAPPER.writeValueAsString(envelope.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values have no form in JSON: " + envelope, e);
    }
  }

  /**
   * Reads an envelope.
   *
   * @throws IllegalArgumentException if it is none, or breaks a rule of its kind, saying where
   */
  public static ExperienceEventEnvelope read(String json) {
    try {
      return ExperienceEventEnvelope.ofJson(MAPPER.readValue(json, OBJECT));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "an experience event is one object of JSON: " + e.getOriginalMessage(), e);
    }
  }
}
