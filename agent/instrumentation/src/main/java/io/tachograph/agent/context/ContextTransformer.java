package io.tachograph.agent.context;

import io.tachograph.agent.BridgeAccess;
import io.tachograph.bootstrap.ContextHook;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks of {@link ExecutorHooks} into class files as the JVM loads them or is asked to
 * load them again. Plain ASM, since the first audited call waits for it: methods that are not
 * hooked are copied as they are. Never throws. Thread-safe.
 */
final class ContextTransformer implements ClassFileTransformer {
  private final ExecutorHooks hooks;
  private final BiConsumer<String, @Nullable ClassLoader> seen;
  private final BiConsumer<String, @Nullable Throwable> trouble;

  /**
   * A transformer.
   *
   * @param seen told of each class that is loaded, by internal name and loader
   * @param trouble told of classes that could not be hooked
   */
  ContextTransformer(
      ExecutorHooks hooks,
      BiConsumer<String, @Nullable ClassLoader> seen,
      BiConsumer<String, @Nullable Throwable> trouble) {
    this.hooks = hooks;
    this.seen = seen;
    this.trouble = trouble;
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
      if (redefined == null) {
        seen.accept(internalName, loader);
      }
      List<ExecutorHooks.Hooked> hooked = hooks.in(internalName);
      if (hooked.isEmpty()) {
        return null;
      }
      byte[] changed =
          loader == null || BridgeAccess.sees(loader, ContextHook.class)
              ? HookedClass.hook(internalName, hooked, classFile)
              : null;
      if (changed == null) {
        trouble.accept(internalName, null);
      }
      return changed;
    } catch (Throwable e) {
      trouble.accept(internalName, e);
      return null;
    }
  }
}
