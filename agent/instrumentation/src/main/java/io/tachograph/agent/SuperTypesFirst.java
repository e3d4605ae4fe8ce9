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

  SuperTypesFirst() {}

  /** Is called by class loaders from now on, once they are woven. */
  static void begin() {
    DefineHook.install(new SuperTypesFirst());
  }

  /** Has class loaders call it. Once in a JVM: they would call it twice. */
  static void weaveLoaders(Instrumentation instrumentation, Consumer<Throwable> swallowed) {
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
    int count = head == null ? 0 : toLoad(head);
    if (head == null || count == 0) {
      return;
    }
    Deque<Defining> outer = inProgress.get();
    Defining self = new Defining(loader, head.ownNameHash());
    if (outer.contains(self)) {
      return;
    }
    outer.push(self);
    try {
      for (int i = 0; i < count; i++) {
        Class.forName(head.name(superType(head, i)), false, loader);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // The JVM meets the same next, and tells the host.
      return;
    } finally {
      outer.pop();
    }
  }

  /** How many of them, so that the last that may be of the host is among them. */
  private static int toLoad(ClassFileHead head) {
    int count = head.superTypes();
    while (count > 0 && !head.maybeOfTheHost(superType(head, count - 1))) {
      count--;
    }
    return count;
  }

  /** The JVM loads the interfaces in their order, and the super class last. */
  private static int superType(ClassFileHead head, int turn) {
    return (turn + 1) % head.superTypes();
  }
}
