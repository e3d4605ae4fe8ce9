package io.tachograph.agent;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that the classes of a loader can link to the bridge before one of them is woven.
 *
 * <p>Most loaders ask the boot loader on the way. One that does not, such as an OSGi bundle's, is
 * asked for the bridge, and when it has none its {@code loadClass} is woven to look for our one
 * package in the boot loader. A host without such loaders, or with nothing to audit in them, stays
 * as it is. Thread-safe; holds classes of the host weakly.
 */
public final class BridgeAccess {
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private final @Nullable Instrumentation instrumentation;
  private final Consumer<Throwable> swallowed;

  /** Classes whose {@code loadClass} is to be woven whenever they are transformed. */
  private final Set<Class<?>> opened =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /**
   * One for a JVM.
   *
   * @param instrumentation null where no loader can be woven
   */
  BridgeAccess(@Nullable Instrumentation instrumentation, Consumer<Throwable> swallowed) {
    this.instrumentation = instrumentation;
    this.swallowed = swallowed;
  }

  /**
   * Whether a class of that loader can link to the bridge, now that all was done for it.
   *
   * @param bridge the one class of it that the class is to call: the loader is asked for no other
   */
  boolean grantedTo(ClassLoader loader, Class<?> bridge) {
    return sees(loader, bridge) || (open(loader) && sees(loader, bridge));
  }

  /**
   * Whether a class of that loader can link to a class of the bridge as things are.
   *
   * <p>The JVM keeps what a loader found, so only the first time is it really asked, and what was
   * found here is there for the woven class too, even if the loader would answer that otherwise.
   */
  public static boolean sees(@Nullable ClassLoader loader, Class<?> bridge) {
    try {
      return Class.forName(bridge.getName(), false, loader) == bridge;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return false;
    }
  }

  /** Whether a class, being transformed, is one of a loader that was to be opened. */
  boolean opens(@Nullable Class<?> redefined) {
    return redefined != null && opened.contains(redefined);
  }

  private boolean open(ClassLoader loader) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> type = loader.getClass(); isOfTheHost(type); type = type.getSuperclass()) {
      if (instrumentation != null && instrumentation.isModifiableClass(type) && opened.add(type)) {
        classes.add(type);
      }
    }
    return !classes.isEmpty() && retransform(classes);
  }

  private static boolean isOfTheHost(Class<?> type) {
    return type.getClassLoader() != null;
  }

  /**
   * On a thread of its own: on one that is transforming a class, as this one most often is, the JVM
   * calls no transformer for another.
   */
  private boolean retransform(List<Class<?>> classes) {
    Thread thread = new Thread(() -> retransformNow(classes), "tachograph-loader");
    thread.setDaemon(true);
    thread.setContextClassLoader(BridgeAccess.class.getClassLoader());
    thread.start();
    try {
      thread.join(MAX_WAIT.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void retransformNow(List<Class<?>> classes) {
    try {
      if (instrumentation != null) {
        instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
      }
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      swallowed.accept(e);
    }
  }
}
