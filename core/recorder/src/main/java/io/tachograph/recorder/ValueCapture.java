package io.tachograph.recorder;

import io.tachograph.format.Sha256;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a host's values as JSON within bounds, at once, since the host may change them afterwards.
 * Runs none of the host's code but the accessors of records: collections and maps are read only
 * where they are the JDK's own, and any other object is written as its class. Not thread-safe.
 *
 * <p>Objects of ours in the JSON have keys that begin with {@code $}:
 *
 * <ul>
 *   <li>{@code {"$text":…,"length":…,"sha256":…}}: a text cut short, its length in characters, and
 *       the hash of its whole UTF-8
 *   <li>{@code {"$bytes":…,"sha256":…}}: how many bytes an array holds, and their hash
 *   <li>{@code {"$type":…}}: an object whose content is not read
 *   <li>{@code {"$more":…}} as the last element, or {@code "$more"} as the last member: how many
 *       follow that are not kept
 *   <li>{@code {"$omitted":"depth"}} or {@code "bytes"}: a value beyond a limit
 *   <li>{@code {"$unreadable":…}}: reading it threw this
 * </ul>
 */
final class ValueCapture {
  private static final int MAX_KEY_CHARS = 256;

  private final CaptureLimits limits;
  private final Redaction redaction;

  ValueCapture(CaptureLimits limits, Redaction redaction) {
    this.limits = limits;
    this.redaction = redaction;
  }

  /** Writes one value, its bounds counted from here. */
  void write(JsonWriter json, @Nullable Object value) {
    write(json, value, limits.depth(), json.length() + limits.bytes());
  }

  /** Writes an argument list as one object; a redacted argument's value is never looked at. */
  void writeArguments(JsonWriter json, SitePrefix site, Object[] arguments) {
    int end = json.length() + limits.bytes();
    json.beginObject();
    if (arguments.length == 1 && arguments[0] instanceof NamedArguments named) {
      writeMembers(json, named.values(), limits.depth(), end);
      json.endObject();
      return;
    }
    for (int i = 0; i < arguments.length; i++) {
      json.name(site.parameterName(i));
      if (site.redactsParameter(i)) {
        json.value(Redaction.PLACEHOLDER);
      } else {
        write(json, arguments[i], limits.depth(), end);
      }
    }
    json.endObject();
  }

  /**
   * Writes a map's members into the object that is open. The map was given to us to be recorded, so
   * it is read whatever its class; its values are captured as any other.
   */
  void writeMembers(JsonWriter json, Map<?, ?> map) {
    writeMembers(json, map, limits.depth(), json.length() + limits.bytes());
  }

  private void write(JsonWriter json, @Nullable Object value, int depth, int end) {
    if (value == null) {
      json.nullValue();
    } else if (json.length() >= end) {
      omitted(json, "bytes");
    } else if (!writeScalar(json, value, end)) {
      if (depth == 0) {
        omitted(json, "depth");
      } else {
        int start = json.length();
        try {
          writeObject(json, value, depth, end);
        } catch (ReflectiveOperationException | RuntimeException | StackOverflowError e) {
          json.truncate(start);
          json.beginObject().name("$type").value(value.getClass().getName());
          json.name("$unreadable").value(rootOf(e).getClass().getName()).endObject();
        }
      }
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable cause = e instanceof ReflectiveOperationException ? e.getCause() : null;
    return cause == null ? e : cause;
  }

  private boolean writeScalar(JsonWriter json, Object value, int end) {
    if (value instanceof String text) {
      text(json, text, end);
    } else if (value instanceof Boolean truth) {
      json.value(truth.booleanValue());
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      json.value(((Number) value).longValue());
    } else if (value instanceof Double number) {
      json.value(number.doubleValue());
    } else if (value instanceof Float number) {
      writeFloat(json, number);
    } else if (value instanceof Character c) {
      json.value(c.toString());
    } else if (value instanceof Enum<?> constant) {
      json.value(constant.name());
    } else if (value instanceof Class<?> type) {
      json.value(type.getName());
    } else if (value instanceof byte[] bytes) {
      json.beginObject().name("$bytes").value(bytes.length);
      json.name("sha256").value(Sha256.hex(bytes)).endObject();
    } else {
      return false;
    }
    return true;
  }

  private static void writeFloat(JsonWriter json, Float number) {
    if (Float.isFinite(number)) {
      json.number(number.toString());
    } else {
      json.value(number.toString());
    }
  }

  private void writeObject(JsonWriter json, Object value, int depth, int end)
      throws ReflectiveOperationException {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      writeArray(json, value, depth, end);
    } else if (type.isRecord()) {
      writeRecord(json, value, depth, end);
    } else if (value instanceof Optional<?> optional) {
      write(json, optional.orElse(null), depth - 1, end);
    } else {
      switch (JdkTypes.of(type)) {
        case COLLECTION -> writeCollection(json, (Collection<?>) value, depth, end);
        case MAP -> writeMap(json, (Map<?, ?>) value, depth, end);
        case TEXT -> text(json, value.toString(), end);
        case WRAPPER -> writeWrapped(json, value, depth, end);
        case OPAQUE -> opaque(json, value);
      }
    }
  }

  private void writeWrapped(JsonWriter json, Object wrapper, int depth, int end) {
    Object held = JdkTypes.unwrap(wrapper);
    if (held == null) {
      opaque(json, wrapper);
    } else {
      write(json, held, depth - 1, end);
    }
  }

  private static void opaque(JsonWriter json, Object value) {
    json.beginObject().name("$type").value(value.getClass().getName()).endObject();
  }

  private static void omitted(JsonWriter json, String limit) {
    json.beginObject().name("$omitted").value(limit).endObject();
  }

  private void writeArray(JsonWriter json, Object array, int depth, int end) {
    int size = Array.getLength(array);
    json.beginArray();
    int kept = 0;
    for (; kept < size && kept < limits.items() && json.length() < end; kept++) {
      write(json, Array.get(array, kept), depth - 1, end);
    }
    moreElements(json, size - kept);
    json.endArray();
  }

  private void writeCollection(JsonWriter json, Collection<?> collection, int depth, int end) {
    int size = collection.size();
    json.beginArray();
    int kept = 0;
    for (Iterator<?> elements = collection.iterator();
        elements.hasNext() && kept < limits.items() && json.length() < end;
        kept++) {
      write(json, elements.next(), depth - 1, end);
    }
    moreElements(json, size - kept);
    json.endArray();
  }

  private static void moreElements(JsonWriter json, int more) {
    if (more > 0) {
      json.beginObject().name("$more").value(more).endObject();
    }
  }

  private void writeMap(JsonWriter json, Map<?, ?> map, int depth, int end) {
    json.beginObject();
    writeMembers(json, map, depth, end);
    json.endObject();
  }

  private void writeMembers(JsonWriter json, Map<?, ?> map, int depth, int end) {
    int size = map.size();
    int kept = 0;
    for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        entries.hasNext() && kept < limits.items() && json.length() < end;
        kept++) {
      Map.Entry<?, ?> entry = entries.next();
      writeMember(json, key(entry.getKey(), kept), entry.getValue(), depth, end);
    }
    moreMembers(json, size - kept);
  }

  private void writeRecord(JsonWriter json, Object value, int depth, int end)
      throws ReflectiveOperationException {
    RecordShape shape = RecordShape.of(value.getClass());
    json.beginObject();
    int kept = 0;
    for (; kept < shape.size() && kept < limits.items() && json.length() < end; kept++) {
      String name = shape.name(kept);
      writeMember(
          json, name, redaction.redacts(name) ? null : shape.value(value, kept), depth, end);
    }
    moreMembers(json, shape.size() - kept);
    json.endObject();
  }

  private void writeMember(
      JsonWriter json, String name, @Nullable Object value, int depth, int end) {
    json.name(name.length() > MAX_KEY_CHARS ? name.substring(0, MAX_KEY_CHARS) : name);
    if (redaction.redacts(name)) {
      json.value(Redaction.PLACEHOLDER);
    } else {
      write(json, value, depth - 1, end);
    }
  }

  private static void moreMembers(JsonWriter json, int more) {
    if (more > 0) {
      json.name("$more").value(more);
    }
  }

  private static String key(@Nullable Object key, int index) {
    if (key instanceof String text) {
      return text;
    } else if (key instanceof Enum<?> constant) {
      return constant.name();
    } else if (key == null) {
      return "null";
    }
    boolean ofTheJdk =
        (key instanceof Number || key instanceof Character || key instanceof Boolean)
            && JdkTypes.isOfTheJdk(key.getClass());
    return ofTheJdk || JdkTypes.of(key.getClass()) == JdkTypes.Shape.TEXT
        ? key.toString()
        : "$" + key.getClass().getName() + "#" + index;
  }

  /** Writes a text within the limits. */
  void text(JsonWriter json, String text, int end) {
    int kept = Math.min(limits.stringChars(), Math.max(0, end - json.length()));
    if (text.length() <= kept) {
      json.value(text);
    } else {
      json.beginObject().name("$text").prefix(text, kept);
      json.name("length").value(text.length());
      json.name("sha256").value(Sha256.hex(text.getBytes(StandardCharsets.UTF_8))).endObject();
    }
  }
}
