package io.tachograph.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Loads the classes of {@link Family} itself, each through the transformer as the JVM would, after
 * what {@code java.lang.ClassLoader} does before it defines a class.
 */
final class FamilyLoader extends ClassLoader {
  private final AuditTransformer transformer;
  private final SuperTypesFirst superTypesFirst = new SuperTypesFirst();
  private final Map<String, byte[]> files = new HashMap<>();

  FamilyLoader(AuditTransformer transformer) {
    super(FamilyLoader.class.getClassLoader());
    this.transformer = transformer;
  }

  /** Has it load a class from these bytes. */
  FamilyLoader with(String name, byte[] classFile) {
    files.put(name, classFile);
    return this;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null
          ? known
          : files.containsKey(name) || name.startsWith(Family.class.getName())
              ? define(name)
              : super.loadClass(name, resolve);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] file = files.containsKey(name) ? files.get(name) : read(name);
    superTypesFirst.defining(this, file, 0, file.length);
    byte[] woven = transformer.transform(null, this, name.replace('.', '/'), null, null, file);
    byte[] used = woven == null ? file : woven;
    return defineClass(name, used, 0, used.length);
  }

  static byte[] read(String name) throws ClassNotFoundException {
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = FamilyLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
