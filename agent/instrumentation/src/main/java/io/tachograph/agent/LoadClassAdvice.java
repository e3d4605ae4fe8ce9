package io.tachograph.agent;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * What is copied into a loader's {@code loadClass}, around its body: the bridge's package comes
 * from the boot loader. Names no class of ours, since the loader's own may not see them either.
 */
final class LoadClassAdvice {
  private LoadClassAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
  static @Nullable Class<?> enter(@Advice.Argument(0) @Nullable String name) {
    if (name != null && name.startsWith("io.tachograph.bootstrap.")) {
      try {
        return Class.forName(name, false, null);
      } catch (ClassNotFoundException e) {
        return null;
      }
    }
    return null;
  }

  @SuppressWarnings({"ParameterCanBeLocal", "UnusedVariable"}) // Byte Buddy reads it back.
  @Advice.OnMethodExit
  static void exit(
      @Advice.Enter @Nullable Class<?> bridge,
      @Advice.Return(readOnly = false) @Nullable Class<?> returned) {
    if (bridge != null) {
      returned = bridge;
    }
  }
}
