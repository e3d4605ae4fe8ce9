package io.tachograph.agent;

import io.tachograph.bootstrap.DefineHandler;
import io.tachograph.bootstrap.DefineHook;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has the super types of a class loaded before the class itself is defined, so that the transformer
 * has seen what they hand down. The JVM would load the same types in the same order through the
 * same loader, but only after the transformers; and what a transformer has loaded is not seen by
 * itself. Thread-safe.
 */
final class SuperTypesFirst implements DefineHandler {
  private static final ConstantTexts NONE = new ConstantTexts(List.of());

  /** A class that a thread is about to define. */
  private record Defining(ClassLoader loader, int nameHash) {}

  private final HostLoaders host = new HostLoaders();

  /** Of each thread, the innermost first: a class that is its own super type must not go round. */
  private final ThreadLocal<Deque<Defining>> inProgress = ThreadLocal.withInitial(ArrayDeque::new);

  private SuperTypesFirst() {}

  /** Has class loaders call it, from now on. */
  static void install(Instrumentation instrumentation, Consumer<Throwable> swallowed) {
    DefineHook.install(new SuperTypesFirst());
    instrumentation.addTransformer(new DefineClassWeaver(swallowed), true);
    try {
      instrumentation.retransformClasses(ClassLoader.class);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      swallowed.accept(e);
    }
  }

  @Override
  public void defining(ClassLoader loader, byte[] classFile, int offset, int length) {
    if (!host.contain(loader)) {
      return;
    }
    ClassFileHead head = ClassFileHead.read(classFile, offset, length, NONE);
    if (head == null || !anyMayBeOfTheHost(head)) {
      return;
    }
    Deque<Defining> outer = inProgress.get();
    Defining self = new Defining(loader, head.ownNameHash());
    if (outer.contains(self)) {
      return;
    }
    outer.push(self);
    try {
      loadSuperTypes(head, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // The JVM meets the same next, and tells the host.
      return;
    } finally {
      outer.pop();
    }
  }

  private static boolean anyMayBeOfTheHost(ClassFileHead head) {
    for (int i = 0; i < head.superTypes(); i++) {
      if (head.maybeOfTheHost(i)) {
        return true;
      }
    }
    return false;
  }

  private static void loadSuperTypes(ClassFileHead head, ClassLoader loader)
      throws ClassNotFoundException {
    for (int i = 0; i < head.superTypes(); i++) {
      if (head.maybeOfTheHost(i)) {
        Class.forName(head.name(i), false, loader);
      }
    }
  }
}
