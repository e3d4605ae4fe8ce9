package io.tachograph.bootstrap;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads what our jar hides under {@code inst/}, where class files end in {@code .classdata}, so
 * that no other loader takes them for classes. In a host its parent is the platform loader: nothing
 * of the host is visible here, and nothing from here to the host.
 */
final class AgentClassLoader extends ClassLoader {
  private static final String CLASS = ".class";
  private static final String HIDDEN_CLASS = ".classdata";
  private static final String OUR_PACKAGES = "io.tachograph.";
  private static final String OF_THE_JDK = "java.";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String version;
  private final URL place;
  private final ProtectionDomain domain;

  AgentClassLoader(ClassLoader parent, File file, JarFile jar, String version)
      throws MalformedURLException {
    super("tachograph", parent);
    this.jar = jar;
    this.version = version;
    this.place = file.toURI().toURL();
    this.domain =
        new ProtectionDomain(new CodeSource(place, (Certificate[]) null), null, this, null);
  }

  /** What the jar hides is looked for here first: no parent has it, and each would search. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(OF_THE_JDK) || entryOf(name) == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = read(name);
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  private @Nullable ZipEntry entryOf(String className) {
    return jar.getEntry(hidden(className.replace('.', '/') + CLASS));
  }

  private byte[] read(String className) throws ClassNotFoundException {
    ZipEntry entry = entryOf(className);
    if (entry == null) {
      throw new ClassNotFoundException(className);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = new byte[Math.toIntExact(entry.getSize())];
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("the jar ends inside of a class");
      }
      return bytes;
    } catch (IOException e) {
      throw new ClassNotFoundException(className, e);
    }
  }

  private void definePackageOf(String className) {
    int end = className.lastIndexOf('.');
    String name = end < 0 ? "" : className.substring(0, end);
    if (!name.isEmpty() && getDefinedPackage(name) == null) {
      String known = name.startsWith(OUR_PACKAGES) ? version : null;
      try {
        definePackage(name, null, null, null, "Tachograph", known, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread was first, which is as good.
        return;
      }
    }
  }

  private static String hidden(String resource) {
    return AgentJar.HIDDEN_PREFIX
        + (resource.endsWith(CLASS)
            ? resource.substring(0, resource.length() - CLASS.length()) + HIDDEN_CLASS
            : resource);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    ZipEntry entry = jar.getEntry(hidden(name));
    try {
      return entry == null ? null : new URL("jar:" + place + "!/" + entry.getName());
    } catch (MalformedURLException e) {
      return null;
    }
  }

  /** Resources of a module that was defined in this loader stand where all others do. */
  @Override
  protected @Nullable URL findResource(@Nullable String moduleName, String name) {
    return findResource(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL resource = findResource(name);
    return Collections.enumeration(resource == null ? List.of() : List.of(resource));
  }
}
