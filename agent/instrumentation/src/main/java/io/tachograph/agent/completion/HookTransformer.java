package io.tachograph.agent.completion;

import io.tachograph.agent.BridgeAccess;
import io.tachograph.bootstrap.CallHook;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has the hooks woven into the few classes that have one, the JDK's futures and Kotlin's
 * continuation, from when it is registered. Never throws. Thread-safe.
 */
final class HookTransformer implements ClassFileTransformer {
  private final @Nullable Instrumentation instrumentation;
  private final SwallowedErrors errors;
  private final AtomicBoolean registered = new AtomicBoolean();

  /**
   * A transformer that does nothing yet.
   *
   * @param instrumentation what it is to be registered with, or null for never
   */
  HookTransformer(@Nullable Instrumentation instrumentation, SwallowedErrors errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
  }

  /** What changes classes, or null where hooks cannot be: all must see the bridge. */
  @Nullable Instrumentation instrumentation() {
    return CallHook.class.getClassLoader() == null ? instrumentation : null;
  }

  void register() {
    if (instrumentation != null && registered.compareAndSet(false, true)) {
      instrumentation.addTransformer(this, true);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null) {
      return null;
    }
    try {
      return switch (internalName) {
        case "java/util/concurrent/CompletableFuture" -> HookWeaver.completable(classFile);
        case "java/util/concurrent/FutureTask" -> HookWeaver.futureTask(classFile);
        case ContinuationTypes.BASE_INTERNAL ->
            BridgeAccess.sees(loader, CallHook.class) ? HookWeaver.continuation(classFile) : null;
        default -> null;
      };
    } catch (RuntimeException | Error e) {
      errors.swallowed("hooking " + internalName, e);
      return null;
    }
  }
}
