package io.tachograph.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opens to our own loader, and to nobody else, what users would else have to open with flags.
 *
 * <ul>
 *   <li>{@code java.lang.reflect}, {@code sun.nio.ch}, {@code jdk.internal.ref}: Chronicle Queue
 *   <li>{@code java.util}: to look into the JDK's wrappers without running what they wrap
 *   <li>{@code jdk.internal.module}: to load modules of the JDK that the host did not ask for
 *   <li>{@code jdk.internal.vm}: to answer the command that attaches us
 *   <li>{@code java.lang}: to read a message without calling an overridden getter
 *   <li>{@code jdk.internal.reflect}: to look at the constants of loaded classes
 * </ul>
 */
final class ModuleOpens {
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang.reflect",
          "sun.nio.ch",
          "jdk.internal.ref",
          "java.util",
          "java.lang",
          "jdk.internal.reflect",
          JdkModules.INTERNAL_PACKAGE,
          AttachAnswer.INTERNAL_PACKAGE);

  private ModuleOpens() {}

  static void openTo(ClassLoader loader, Instrumentation instrumentation) {
    Set<Module> us = Set.of(loader.getUnnamedModule());
    Map<String, Set<Module>> opens =
        PACKAGES.stream().collect(Collectors.toMap(name -> name, name -> us));
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
  }
}
