package io.tachograph.recorder.experience;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.format.Entry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experience event as the body of an entry has it, and its place among those that were appended
 * together with it.
 *
 * @param envelope the event
 * @param index its place, from 0
 * @param count how many there are, 1 for one that was appended alone
 */
record StoredEvent(ExperienceEventEnvelope envelope, int index, int count) {
  private static final String TENANT_ID = "tenant_id";
  private static final String CORRELATION_ID = "correlation_id";
  private static final String BATCH = "batch";
  private static final String INDEX = "index";
  private static final String COUNT = "count";
  private static final String DATA = "data";

  /** The body of its entry. */
  byte[] toBody() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (envelope.tenantId() != null) {
      body.put(TENANT_ID, envelope.tenantId());
    }
    if (envelope.correlationId() != null) {
      body.put(CORRELATION_ID, envelope.correlationId());
    }
    if (count > 1) {
      body.put(BATCH, Map.of(INDEX, index, COUNT, count));
    }
    body.put(DATA, envelope.toJson());
    try {
      return ExperienceJson.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values have no form in JSON: " + envelope, e);
    }
  }

  /** What an entry of type {@code experience} holds, or null where it holds no envelope. */
  static @Nullable StoredEvent of(Entry entry) {
    try {
      Map<String, @Nullable Object> body =
          ExperienceJson.MAPPER.readValue(entry.body(), ExperienceJson.OBJECT);
      Map<String, @Nullable Object> data =
          ExperienceJson.MAPPER.convertValue(body.get(DATA), ExperienceJson.OBJECT);
      if (data == null) {
        return null;
      }
      ExperienceEventEnvelope envelope = ExperienceEventEnvelope.ofStoredJson(data);
      return body.get(BATCH) instanceof Map<?, ?> batch
              && batch.get(INDEX) instanceof Integer index
              && batch.get(COUNT) instanceof Integer count
          ? new StoredEvent(envelope, index, count)
          : new StoredEvent(envelope, 0, 1);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}
