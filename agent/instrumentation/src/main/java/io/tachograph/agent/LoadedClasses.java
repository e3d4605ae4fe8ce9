package io.tachograph.agent;

import io.tachograph.api.Tachograph;
import io.tachograph.bootstrap.FacadeCopies;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has those of the classes that were loaded before us seen again which may have something to audit.
 * Super types go first, for what they hand down. Used once.
 */
final class LoadedClasses {
  private final Instrumentation instrumentation;
  private final AuditTransformer transformer;
  private final LoadedConstants constants;
  private final Consumer<Throwable> swallowed;
  private final HostLoaders host = new HostLoaders();
  private final Set<Class<?>> toSee = new HashSet<>();
  private final Set<Class<?>> seen = new HashSet<>();

  LoadedClasses(
      Instrumentation instrumentation,
      AuditTransformer transformer,
      LoadedConstants constants,
      Consumer<Throwable> swallowed) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.constants = constants;
    this.swallowed = swallowed;
  }

  /**
   * Has all of them seen again, each alone, for one may refuse. What was loaded meanwhile is looked
   * at, too: its super types may have been seen only after it.
   */
  void retransformAll() {
    retransform(instrumentation.getAllLoadedClasses());
    retransform(instrumentation.getAllLoadedClasses());
  }

  /** Has these seen again, but for those that were before. */
  void retransform(Class<?>... loaded) {
    for (Class<?> type : loaded) {
      if (type.getName().equals(AuditTransformer.FACADE)) {
        if (type != Tachograph.class && seen.add(type)) {
          FacadeCopies.made(type);
        }
      } else if (host.contain(type.getClassLoader()) && !type.isArray()) {
        toSee.add(type);
      }
    }
    for (Class<?> type : loaded) {
      see(type);
    }
  }

  private void see(Class<?> type) {
    if (!toSee.remove(type) || !seen.add(type)) {
      return;
    }
    try {
      if (type.getSuperclass() != null) {
        see(type.getSuperclass());
      }
      for (Class<?> superType : type.getInterfaces()) {
        see(superType);
      }
      if (instrumentation.isModifiableClass(type)
          && (transformer.mayMark(type) || constants.mayMention(type))) {
        instrumentation.retransformClasses(type);
      }
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      swallowed.accept(e);
    }
  }
}
