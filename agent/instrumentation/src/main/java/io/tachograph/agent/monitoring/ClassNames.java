package io.tachograph.agent.monitoring;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears the names of the JDK's classes as they are loaded, and changes nothing. */
final class ClassNames implements ClassFileTransformer {
  private final Consumer<String> seen;

  /**
   * A listener.
   *
   * @param seen hears internal names; must not throw
   */
  ClassNames(Consumer<String> seen) {
    this.seen = seen;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null && internalName != null && redefined == null) {
      seen.accept(internalName);
    }
    return null;
  }
}
