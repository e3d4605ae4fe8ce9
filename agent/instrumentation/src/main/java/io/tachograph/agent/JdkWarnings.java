package io.tachograph.agent;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JDK, from 24 on, from printing on the host's stderr what is about us.
 *
 * <ul>
 *   <li>JEP 472, native access: sqlite-jdbc loads a library. Its packages become a module of their
 *       own with the right to. To give it to our unnamed module would give it to the host's too,
 *       and hide what the host is to be warned of.
 *   <li>JEP 498, {@code sun.misc.Unsafe}: Chronicle Queue uses it. The JDK warns once, and the flag
 *       that it has is set before. A host that uses {@code Unsafe} itself is then not warned
 *       either: there is one flag for all.
 * </ul>
 */
final class JdkWarnings {
  private static final int FIRST_FEATURE_THAT_WARNS = 24;
  private static final String UNSAFE = "sun.misc.Unsafe";
  private static final String UNSAFE_WARNED = "memoryAccessWarned";
  private static final String SQLITE_MODULE = "tachograph.sqlite";
  private static final Set<String> SQLITE_PACKAGES =
      Set.of(
          "org.sqlite",
          "org.sqlite.core",
          "org.sqlite.date",
          "org.sqlite.javax",
          "org.sqlite.jdbc3",
          "org.sqlite.jdbc4",
          "org.sqlite.util");

  private JdkWarnings() {}

  /**
   * Silences them. Call it before a class of SQLite or Chronicle is loaded, in a loader to which
   * {@code java.lang} is open.
   *
   * @param failed gets what went wrong; then the JDK prints its warning, which harms nothing
   */
  static void silence(Consumer<Throwable> failed) {
    if (Runtime.version().feature() < FIRST_FEATURE_THAT_WARNS) {
      return;
    }
    try {
      silenceUnsafe();
      silenceSqlite(JdkWarnings.class.getClassLoader());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      failed.accept(e);
    }
  }

  private static void silenceUnsafe() throws ReflectiveOperationException {
    Field warned = Class.forName(UNSAFE).getDeclaredField(UNSAFE_WARNED);
    warned.setAccessible(true);
    warned.setBoolean(null, true);
  }

  private static void silenceSqlite(ClassLoader loader) throws ReflectiveOperationException {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newOpenModule(SQLITE_MODULE)
            .requires("java.sql")
            .packages(SQLITE_PACKAGES)
            .build();
    ModuleLayer parent = JdkModules.layerOf("java.sql");
    Configuration configuration =
        parent
            .configuration()
            .resolve(new OneModule(descriptor), ModuleFinder.of(), Set.of(SQLITE_MODULE));
    ModuleLayer.Controller layer =
        ModuleLayer.defineModules(configuration, List.of(parent), name -> loader);
    Module sqlite = layer.layer().findModule(SQLITE_MODULE).orElseThrow();
    layer.addReads(sqlite, loader.getUnnamedModule());
    // The public way, Controller.enableNativeAccess, warns of its caller in turn.
    Method enable = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
    enable.setAccessible(true);
    enable.invoke(sqlite);
  }

  /** Finds the one module; its classes and resources come from our loader, not from here. */
  private static final class OneModule implements ModuleFinder {
    private final ModuleReference reference;

    OneModule(ModuleDescriptor descriptor) {
      this.reference = new Reference(descriptor);
    }

    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(SQLITE_MODULE) ? Optional.of(reference) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Set.of(reference);
    }
  }

  private static final class Reference extends ModuleReference {
    Reference(ModuleDescriptor descriptor) {
      super(descriptor, null);
    }

    @Override
    public ModuleReader open() {
      return new ModuleReader() {
        @Override
        public Optional<URI> find(@Nullable String name) {
          return Optional.empty();
        }

        @Override
        public Stream<String> list() {
          return Stream.empty();
        }

        @Override
        public void close() {
          // Holds nothing.
        }
      };
    }
  }
}
