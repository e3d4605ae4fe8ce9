package io.tachograph.bootstrap;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bridge from {@code java.lang.ClassLoader}, which calls it at the beginning of each {@code
 * defineClass}: outside of any transformer, where classes that are loaded are still transformed.
 * Never throws.
 */
public final class DefineHook {
  private static final AtomicReference<@Nullable DefineHandler> HANDLER = new AtomicReference<>();

  private DefineHook() {}

  /** Puts the handler in place; a later one replaces it, null takes it away. */
  public static void install(@Nullable DefineHandler handler) {
    HANDLER.set(handler);
  }

  /** Class loaders call this before they define a class from bytes. */
  public static void defining(ClassLoader loader, byte[] classFile, int offset, int length) {
    DefineHandler handler = HANDLER.get();
    if (handler == null) {
      return;
    }
    try {
      handler.defining(loader, classFile, offset, length);
    } catch (Throwable e) {
      // Whatever it is, the JVM meets it next, or it is ours and the class is defined all the same.
      return;
    }
  }

  /** Class loaders call this before they define a class from a buffer; heap buffers come again. */
  public static void defining(ClassLoader loader, ByteBuffer classFile) {
    if (HANDLER.get() == null) {
      return;
    }
    try {
      if (classFile.isDirect()) {
        byte[] copy = new byte[classFile.remaining()];
        classFile.get(classFile.position(), copy);
        defining(loader, copy, 0, copy.length);
      }
    } catch (Throwable e) {
      // As above.
      return;
    }
  }
}
