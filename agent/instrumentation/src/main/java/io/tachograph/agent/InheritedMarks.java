package io.tachograph.agent;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The marks that a type hands down to those under it, by method. Immutable. */
final class InheritedMarks {
  static final InheritedMarks NONE = new InheritedMarks(Map.of());

  private final Map<String, Overridable> methods;

  private InheritedMarks(Map<String, Overridable> methods) {
    this.methods = methods;
  }

  boolean isEmpty() {
    return methods.isEmpty();
  }

  /** What a method of that name and descriptor overrides, or null for nothing marked. */
  @Nullable Overridable of(String name, String descriptor) {
    return of(name + descriptor);
  }

  /** As above, by name and descriptor in one. */
  @Nullable Overridable of(String signature) {
    return methods.get(signature);
  }

  /** These and others; where both have a method, these count more. */
  InheritedMarks and(InheritedMarks others) {
    if (isEmpty() || others == this) {
      return others;
    }
    if (others.isEmpty()) {
      return this;
    }
    Map<String, Overridable> all = new HashMap<>(methods);
    others.methods.forEach((method, handed) -> all.merge(method, handed, Overridable::merge));
    return new InheritedMarks(all);
  }

  /** These, with what a type's own methods hand down in place of what they override. */
  InheritedMarks with(Map<String, Overridable> own) {
    if (methods.entrySet().containsAll(own.entrySet())) {
      return this;
    }
    Map<String, Overridable> all = new HashMap<>(methods);
    all.putAll(own);
    return new InheritedMarks(all);
  }
}
