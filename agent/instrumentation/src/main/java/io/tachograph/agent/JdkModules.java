package io.tachograph.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * The modules of the JDK that we need where the host's own graph may lack them: an application that
 * is started from a module path has only what it requires. They are loaded as the JVM itself loads
 * {@code java.instrument} for an agent that is attached later, into a layer of their own that no
 * module of the host reads.
 */
final class JdkModules {
  /** What {@link ModuleOpens} exports to us for this. */
  static final String INTERNAL_PACKAGE = "jdk.internal.module";

  private static final String LOADER = INTERNAL_PACKAGE + ".Modules";
  static final List<String> NEEDED = List.of("jdk.unsupported", "java.management", "java.sql");

  private JdkModules() {}

  /**
   * Loads those that are missing.
   *
   * @throws IllegalStateException if the Java runtime does not have one
   */
  static void loadMissing() {
    NEEDED.forEach(JdkModules::get);
  }

  /** The layer that a needed module is in: the boot layer nearly always. */
  static ModuleLayer layerOf(String name) {
    ModuleLayer layer = get(name).getLayer();
    return layer == null ? ModuleLayer.boot() : layer;
  }

  private static Module get(String name) {
    return ModuleLayer.boot().findModule(name).orElseGet(() -> load(name));
  }

  private static Module load(String name) {
    try {
      Method load = Class.forName(LOADER).getMethod("loadModule", String.class);
      return (Module) load.invoke(null, name);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "this Java runtime has no module " + name + "; link it into its image", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the application does not load module " + name + "; start it with --add-modules " + name,
          e);
    }
  }
}
