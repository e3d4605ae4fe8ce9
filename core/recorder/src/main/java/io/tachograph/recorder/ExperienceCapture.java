package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.recorder.redaction.PathNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of experience events. Others read these by their fields, so they are written
 * whole, numbers as they are, and a text stays a text: secrets inside of it are redacted, and what
 * a name or path redacts. Thread-safe.
 */
final class ExperienceCapture {
  private final Redaction redaction;

  ExperienceCapture(Redaction redaction) {
    this.redaction = redaction;
  }

  /** Writes a member that is a text, or nothing. */
  void text(JsonWriter json, String name, @Nullable Object value) {
    if (value instanceof String text) {
      write(json.name(name), text, redaction.paths().member(name));
    }
  }

  /** Writes the envelope's members as the entry's data, whose object is open. */
  void members(JsonWriter json, Map<?, ?> envelope) {
    members(json, envelope, redaction.paths());
  }

  private void members(JsonWriter json, Map<?, ?> object, PathNode at) {
    object.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          json.name(redaction.text(name));
          if (value != null && redaction.sensitivity(name).redacts(value instanceof Number)) {
            json.value(redaction.placeholder(value));
          } else {
            write(json, value, at.member(name));
          }
        });
  }

  private void write(JsonWriter json, @Nullable Object value, PathNode at) {
    if (value == null) {
      json.nullValue();
    } else if (at.isSecret()) {
      json.value(redaction.placeholder(value));
    } else if (value instanceof Map<?, ?> object) {
      json.beginObject();
      members(json, object, at);
      json.endObject();
    } else if (value instanceof Iterable<?> elements) {
      json.beginArray();
      int index = 0;
      for (Object element : elements) {
        write(json, element, at.element(index++));
      }
      json.endArray();
    } else if (value instanceof Boolean truth) {
      json.value(truth.booleanValue());
    } else if (value instanceof Number number) {
      json.number(number.toString());
    } else {
      json.value(redaction.text(value.toString(), at));
    }
  }
}
