package io.tachograph.ledger;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.function.BiConsumer;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import net.openhft.chronicle.core.shutdown.PriorityHook;
import net.openhft.chronicle.threads.DiskSpaceMonitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Quiets the copy of Chronicle that one class loader holds: what it would print goes to a sink, and
 * it registers no shutdown hook and keeps no disk monitor. For whoever owns that copy, as the agent
 * does; an application that uses Chronicle itself must not call this.
 */
public final class ChronicleRuntime {
  private ChronicleRuntime() {}

  /**
   * Takes over; call it once, before the first ledger is opened.
   *
   * @param sink gets what Chronicle would log as a warning or an error: the text, and what was
   *     thrown, if anything
   * @throws LedgerException if this version of Chronicle does not fit; it then works unquieted
   */
  public static void takeOver(BiConsumer<String, @Nullable Throwable> sink) {
    takeOverShutdown();
    ExceptionHandler report = new Report(sink);
    ExceptionHandler nothing = new Nothing();
    Jvm.setExceptionHandlers(report, report, nothing, nothing);
    DiskSpaceMonitor.INSTANCE.close();
  }

  /**
   * Chronicle registers its hook in a class initialiser, which fails and prints where the JVM's
   * shutdown has begun: a host that exits at once meets that. With a hook in place that the JVM
   * does not know, nothing is registered, and {@link #release} runs it when the ledger is finished.
   */
  private static void takeOverShutdown() {
    try {
      Constructor<PriorityHook> constructor = PriorityHook.class.getDeclaredConstructor();
      constructor.setAccessible(true);
      Field registered = PriorityHook.class.getDeclaredField("registeredHook");
      registered.setAccessible(true);
      if (registered.get(null) == null) {
        registered.set(null, constructor.newInstance());
      }
    } catch (ReflectiveOperationException e) {
      throw new LedgerException(
          LedgerException.Reason.STORAGE,
          "this version of Chronicle registers its shutdown hook in another way: " + e,
          e);
    }
  }

  /** Runs what Chronicle wanted to do at the JVM's end. Call it last, from our shutdown hook. */
  public static void release() {
    PriorityHook hook = PriorityHook.getRegisteredHook();
    if (hook != null) {
      hook.onShutdown();
    }
  }

  private record Report(BiConsumer<String, @Nullable Throwable> sink) implements ExceptionHandler {
    @Override
    public void on(Class<?> source, @Nullable String message, @Nullable Throwable thrown) {
      sink.accept(source.getSimpleName() + ": " + message, thrown);
    }

    @Override
    public void on(Logger logger, @Nullable String message, @Nullable Throwable thrown) {
      sink.accept(logger.getName() + ": " + message, thrown);
    }
  }

  /** Not even a text is made of what nobody reads. */
  private static final class Nothing implements ExceptionHandler {
    @Override
    public void on(Class<?> source, @Nullable String message, @Nullable Throwable thrown) {
      // Nobody reads it.
    }

    @Override
    public void on(Logger logger, @Nullable String message, @Nullable Throwable thrown) {
      // Nobody reads it.
    }
  }
}
