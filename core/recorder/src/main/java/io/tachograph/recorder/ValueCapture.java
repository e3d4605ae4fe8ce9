package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.recorder.redaction.PathNode;
import io.tachograph.recorder.redaction.Sensitivity;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a host's values as JSON within bounds and redacted, at once, since the host may change
 * them afterwards. Runs none of the host's code but the accessors of records: collections and maps
 * are read only where they are the JDK's own, and any other object is written as its class. Not
 * thread-safe.
 *
 * <p>Objects of ours in the JSON have keys that begin with {@code $}:
 *
 * <ul>
 *   <li>{@code {"$text":…,"length":…,"sha256":…}}: a text cut short, the length in characters and
 *       the hash of its UTF-8, both of the whole after redaction; too long a text has no hash
 *   <li>{@code {"$bytes":…,"sha256":…}}: how many bytes an array holds, and their hash; too long an
 *       array has none
 *   <li>{@code {"$type":…}}: an object whose content is not read
 *   <li>{@code {"$more":…}} as the last element, or {@code "$more"} as the last member: how many
 *       follow that are not kept
 *   <li>{@code {"$omitted":"depth"}} or {@code "bytes"}: a value beyond a limit
 *   <li>{@code {"$unreadable":…}}: reading it threw this
 * </ul>
 */
final class ValueCapture {
  private final CaptureLimits limits;
  private final Redaction redaction;
  private final ScalarCapture scalars;
  private final TextCapture texts;
  private final MapKeys keys;

  ValueCapture(CaptureLimits limits, Redaction redaction) {
    this.limits = limits;
    this.redaction = redaction;
    this.texts = new TextCapture(limits, redaction);
    this.scalars = new ScalarCapture(redaction, texts);
    this.keys = new MapKeys(redaction);
  }

  /** Writes one value to which no path leads, its bounds counted from here. */
  void write(JsonWriter json, @Nullable Object value) {
    write(json, value, PathNode.NOWHERE);
  }

  /** Writes one value, its bounds counted from here. */
  void write(JsonWriter json, @Nullable Object value, PathNode at) {
    write(json, value, limits.depth(), json.length() + limits.bytes(), at);
  }

  /** Writes an argument list as one object. */
  void writeArguments(JsonWriter json, SitePrefix site, Object[] arguments) {
    int end = json.length() + limits.bytes();
    json.beginObject();
    if (arguments.length == 1 && arguments[0] instanceof NamedArguments named) {
      writeMembers(json, named.values(), limits.depth(), end, redaction.paths().member("payload"));
      json.endObject();
      return;
    }
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      json.name(site.parameterName(i));
      if (site.sensitivity(i).redacts(argument instanceof Number)) {
        redacted(json, argument);
      } else {
        write(json, argument, limits.depth(), end, site.place(i));
      }
    }
    json.endObject();
  }

  /** Writes a member of the event's data that is always there, and so has no secret's name. */
  void member(JsonWriter json, String name, @Nullable Object value) {
    write(json.name(name), value, redaction.paths().member(name));
  }

  /** Writes a member of the event's data whose value was given to us, as {@link #members} does. */
  void object(JsonWriter json, String name, Map<?, ?> map) {
    PathNode at = redaction.paths().member(name);
    if (at.isSecret()) {
      redacted(json.name(name), map);
    } else {
      json.name(name).beginObject();
      members(json, map, at);
      json.endObject();
    }
  }

  /**
   * Writes a map's members as the event's data, whose object is open. The map was given to us to be
   * recorded, so it is read whatever its class; its values are captured as any other.
   */
  void members(JsonWriter json, Map<?, ?> map) {
    members(json, map, redaction.paths());
  }

  /** Writes what a map's members are called and what classes their values are of. */
  void types(JsonWriter json, Map<?, ?> map) {
    int kept = 0;
    for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        entries.hasNext() && kept < limits.items();
        kept++) {
      Map.Entry<?, ?> entry = entries.next();
      type(json.name(keys.member(MapKeys.text(entry.getKey(), kept), kept)), entry.getValue());
    }
    moreMembers(json, map.size() - kept);
  }

  private void members(JsonWriter json, Map<?, ?> map, PathNode at) {
    writeMembers(json, map, limits.depth(), json.length() + limits.bytes(), at);
  }

  /** Writes what stands for a value that must not be recorded; most often it is not looked at. */
  void redacted(JsonWriter json, @Nullable Object value) {
    json.value(redaction.placeholder(value));
  }

  private void write(JsonWriter json, @Nullable Object value, int depth, int end, PathNode at) {
    if (at.isSecret()) {
      redacted(json, value);
    } else if (value == null) {
      json.nullValue();
    } else if (json.length() >= end) {
      omitted(json, "bytes");
    } else if (redaction.redacts(value.getClass())) {
      json.value(redaction.placeholder());
    } else if (!scalars.write(json, value, end, at)) {
      if (depth == 0) {
        omitted(json, "depth");
      } else {
        writeStructure(json, value, depth, end, at);
      }
    }
  }

  private void writeStructure(JsonWriter json, Object value, int depth, int end, PathNode at) {
    int start = json.length();
    try {
      writeObject(json, value, depth, end, at);
    } catch (ReflectiveOperationException | RuntimeException | StackOverflowError e) {
      json.truncate(start);
      json.beginObject().name("$type").value(value.getClass().getName());
      json.name("$unreadable").value(rootOf(e).getClass().getName()).endObject();
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable cause = e instanceof ReflectiveOperationException ? e.getCause() : null;
    return cause == null ? e : cause;
  }

  private void writeObject(JsonWriter json, Object value, int depth, int end, PathNode at)
      throws ReflectiveOperationException {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      writeArray(json, value, depth, end, at);
    } else if (type.isRecord()) {
      writeRecord(json, value, depth, end, at);
    } else if (value instanceof Optional<?> optional) {
      write(json, optional.orElse(null), depth - 1, end, at);
    } else {
      switch (JdkTypes.of(type)) {
        case COLLECTION -> writeCollection(json, (Collection<?>) value, depth, end, at);
        case MAP -> writeMap(json, (Map<?, ?>) value, depth, end, at);
        case TEXT -> texts.write(json, textOf(value), end, at);
        case WRAPPER -> writeWrapped(json, value, depth, end, at);
        case OPAQUE -> type(json, value);
      }
    }
  }

  /** The text of a value that is one, not copied if it may be long. */
  private static CharSequence textOf(Object value) {
    return value instanceof StringBuilder builder ? builder : value.toString();
  }

  private void writeWrapped(JsonWriter json, Object wrapper, int depth, int end, PathNode at) {
    Object held = JdkTypes.unwrap(wrapper);
    if (held == null) {
      type(json, wrapper);
    } else {
      write(json, held, depth - 1, end, at);
    }
  }

  /** Writes a value's class, and nothing of what it holds. */
  static void type(JsonWriter json, @Nullable Object value) {
    if (value == null) {
      json.nullValue();
    } else {
      json.beginObject().name("$type").value(value.getClass().getName()).endObject();
    }
  }

  private static void omitted(JsonWriter json, String limit) {
    json.beginObject().name("$omitted").value(limit).endObject();
  }

  private void writeArray(JsonWriter json, Object array, int depth, int end, PathNode at) {
    int size = Array.getLength(array);
    json.beginArray();
    int kept = 0;
    for (; kept < size && kept < limits.items() && json.length() < end; kept++) {
      write(json, Array.get(array, kept), depth - 1, end, at.element(kept));
    }
    moreElements(json, size - kept);
    json.endArray();
  }

  private void writeCollection(
      JsonWriter json, Collection<?> collection, int depth, int end, PathNode at) {
    int size = collection.size();
    json.beginArray();
    int kept = 0;
    for (Iterator<?> elements = collection.iterator();
        elements.hasNext() && kept < limits.items() && json.length() < end;
        kept++) {
      write(json, elements.next(), depth - 1, end, at.element(kept));
    }
    moreElements(json, size - kept);
    json.endArray();
  }

  private static void moreElements(JsonWriter json, int more) {
    if (more > 0) {
      json.beginObject().name("$more").value(more).endObject();
    }
  }

  private void writeMap(JsonWriter json, Map<?, ?> map, int depth, int end, PathNode at) {
    json.beginObject();
    writeMembers(json, map, depth, end, at);
    json.endObject();
  }

  private void writeMembers(JsonWriter json, Map<?, ?> map, int depth, int end, PathNode at) {
    int size = map.size();
    int kept = 0;
    for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        entries.hasNext() && kept < limits.items() && json.length() < end;
        kept++) {
      Map.Entry<?, ?> entry = entries.next();
      String key = MapKeys.text(entry.getKey(), kept);
      Object value = entry.getValue();
      json.name(keys.member(key, kept));
      if (at.isSecret() || redaction.sensitivity(key).redacts(value instanceof Number)) {
        redacted(json, value);
      } else {
        write(json, value, depth - 1, end, at.member(key));
      }
    }
    moreMembers(json, size - kept);
  }

  private void writeRecord(JsonWriter json, Object value, int depth, int end, PathNode at)
      throws ReflectiveOperationException {
    RecordShape shape = RecordShape.of(value.getClass());
    json.beginObject();
    int kept = 0;
    for (; kept < shape.size() && kept < limits.items() && json.length() < end; kept++) {
      json.name(shape.name(kept));
      PathNode place = at.member(shape.name(kept));
      if (isSecret(shape, kept, place)) {
        // In plain mode not even the accessor is called.
        redacted(json, redaction.readsSecrets() ? shape.value(value, kept) : null);
      } else {
        write(json, shape.value(value, kept), depth - 1, end, place);
      }
    }
    moreMembers(json, shape.size() - kept);
    json.endObject();
  }

  private boolean isSecret(RecordShape shape, int component, PathNode place) {
    Sensitivity told = redaction.sensitivity(shape.name(component));
    return place.isSecret()
        || shape.isRedacted(component)
        || told.redacts(shape.isNumber(component));
  }

  private static void moreMembers(JsonWriter json, int more) {
    if (more > 0) {
      json.name("$more").value(more);
    }
  }
}
