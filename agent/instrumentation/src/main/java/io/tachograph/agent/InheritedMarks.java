package io.tachograph.agent;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The marks that a type hands down to those under it, by the methods' names and descriptors; for
 * methods that are private to a package, with that too. Immutable.
 */
final class InheritedMarks {
  static final InheritedMarks NONE = new InheritedMarks(Map.of());

  private final Map<String, Overridable> methods;

  private InheritedMarks(Map<String, Overridable> methods) {
    this.methods = methods;
  }

  boolean isEmpty() {
    return methods.isEmpty();
  }

  /**
   * What a method overrides, or null for nothing marked.
   *
   * @param signature its name and descriptor
   * @param packageName the package that it is in
   */
  @Nullable Overridable of(String signature, String packageName) {
    return isEmpty()
        ? null
        : Overridable.merge(methods.get(signature), methods.get(inPackage(signature, packageName)));
  }

  /** The key of a method that is overridden from its own package alone. */
  static String inPackage(String signature, String packageName) {
    return signature + "@" + packageName;
  }

  /** Whether a method of that signature, which may be overridden from anywhere, is handed down. */
  boolean contain(String signature) {
    return methods.containsKey(signature);
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
    others.methods.forEach((method, handed) -> all.merge(method, handed, Overridable::and));
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
