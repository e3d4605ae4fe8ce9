package io.tachograph.agent.preset;

import io.tachograph.recorder.Weaving;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/**
 * Sees the names of classes as they are loaded. At the first of a framework it looks whether what
 * the framework's preset needs is there, and says what is not: a version that no preset fits must
 * not go unrecorded silently. Keeps no class loader alive. Thread-safe.
 */
public final class PresetFit {
  /** An expectation of one preset. */
  private record Expected(String preset, Expectation expectation) {
    boolean isBeside(String className) {
      return className.startsWith(expectation.beside());
    }
  }

  private final List<Expected> all;
  private final Consumer<Weaving> said;
  private final Map<ClassLoader, Set<Expected>> looked =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Looks for the presets that are on.
   *
   * @param said hears of what is missing
   */
  public PresetFit(List<Preset> presets, Consumer<Weaving> said) {
    this.all =
        presets.stream()
            .flatMap(preset -> preset.expected().stream().map(e -> new Expected(preset.name(), e)))
            .toList();
    this.said = said;
  }

  /** A class of that name is being loaded. */
  public void seen(String className, ClassLoader loader) {
    for (Expected expected : all) {
      if (expected.isBeside(className)
          && looked.computeIfAbsent(loader, l -> newSet()).add(expected)) {
        look(expected, className, loader);
      }
    }
  }

  private static Set<Expected> newSet() {
    return Collections.synchronizedSet(new HashSet<>());
  }

  private void look(Expected expected, String className, ClassLoader loader) {
    String type = expected.expectation().type();
    if (loader.getResource(type.replace('.', '/') + ".class") == null) {
      said.accept(
          new Weaving(
              type,
              loader.getClass().getName(),
              List.of(),
              "",
              "preset " + expected.preset(),
              List.of(),
              "the class is not there, although "
                  + className
                  + " is: this version of the framework is not the one that the preset is made for,"
                  + " so some of it is not recorded"));
    }
  }
}
