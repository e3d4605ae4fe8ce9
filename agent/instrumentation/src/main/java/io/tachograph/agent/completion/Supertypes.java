package io.tachograph.agent.completion;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class and all that it extends and implements, the classes before the interfaces. */
final class Supertypes {
  private Supertypes() {}

  static Set<Class<?>> of(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      all.add(at);
    }
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      addInterfaces(at, all);
    }
    return all;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
    for (Class<?> implemented : type.getInterfaces()) {
      if (all.add(implemented)) {
        addInterfaces(implemented, all);
      }
    }
  }

  /** The one of that name, or null. */
  static @Nullable Class<?> named(Class<?> type, String name) {
    for (Class<?> supertype : of(type)) {
      if (supertype.getName().equals(name)) {
        return supertype;
      }
    }
    return null;
  }
}
