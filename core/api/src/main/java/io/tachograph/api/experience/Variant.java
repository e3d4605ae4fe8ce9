package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of several named things, with a value perhaps, where others may know more names than we do.
 * JSON has the bare name, or an object with the name as its one key.
 *
 * @param name what it is called
 * @param value what it says besides, as JSON, or null for a bare name
 */
public record Variant(String name, @Nullable Object value) implements JsonForm {
  /** Checks the values. */
  public Variant {
    Require.present("variant", name);
    value = JsonValues.of(value);
  }

  /** A bare name. */
  public static Variant of(String name) {
    return new Variant(name, null);
  }

  /** A name with a value. */
  public static Variant of(String name, Object value) {
    return new Variant(name, value);
  }

  /** What it says besides, as JSON, or null; a copy. */
  @Override
  public @Nullable Object value() {
    return JsonValues.of(value);
  }

  static Variant read(@Nullable Object json, String at) {
    if (json instanceof CharSequence name) {
      return of(name.toString());
    } else if (json instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> member = map.entrySet().iterator().next();
      if (member.getValue() != null) {
        return of(String.valueOf(member.getKey()), member.getValue());
      }
    }
    throw new IllegalArgumentException(
        at
            + " is "
            + (json == null ? "missing" : "a name, or an object with a name as its one key"));
  }

  @Override
  public @Nullable Object toJson() {
    return value == null ? name : new Members().put(name, value).toMap();
  }
}
