package io.tachograph.api.experience;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out the members of a JSON object, in order. */
final class Members {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** A member of any value that has a form in JSON. */
  Members put(String name, @Nullable Object value) {
    members.put(name, JsonValues.of(value));
    return this;
  }

  /** A member of 64 bits without sign. */
  Members putUnsigned(String name, @Nullable Long bits) {
    return put(name, bits == null ? null : new BigInteger(Long.toUnsignedString(bits)));
  }

  /** The object. */
  Map<String, @Nullable Object> toMap() {
    return members;
  }
}
