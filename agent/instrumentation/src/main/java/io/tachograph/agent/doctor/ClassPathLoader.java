package io.tachograph.agent.doctor;

import io.tachograph.agent.Rehearsal;
import io.tachograph.api.Tachograph;
import io.tachograph.bootstrap.CallHook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of a class path as the host's application loader would, with the agent's eyes
 * on them, and runs nothing of them: no class is initialised. What the agent puts into the boot
 * loader is found there first.
 */
final class ClassPathLoader extends ClassLoader {
  private static final List<String> OF_THE_BOOT_LOADER =
      List.of(packageOf(Tachograph.class), packageOf(CallHook.class));

  private final ClassPath classPath;
  private final Rehearsal rehearsal;

  ClassPathLoader(ClassPath classPath, Rehearsal rehearsal) {
    super("doctor", ClassLoader.getPlatformClassLoader());
    this.classPath = classPath;
    this.rehearsal = rehearsal;
  }

  private static String packageOf(Class<?> type) {
    return type.getPackageName() + ".";
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OF_THE_BOOT_LOADER.stream().anyMatch(name::startsWith)) {
      try {
        return Class.forName(name, false, ClassPathLoader.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        // Of another version of the api, which the host has.
        return super.loadClass(name, resolve);
      }
    }
    return super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file;
    try {
      file = read(name.replace('.', '/') + ClassSource.CLASS);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] woven = rehearsal.define(this, name, file);
    byte[] defined = woven == null ? file : woven;
    return defineClass(name, defined, 0, defined.length);
  }

  private byte @Nullable [] read(String resource) throws IOException {
    ClassSource source = classPath.find(resource);
    return source == null ? null : source.read(resource);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    if (classPath.find(name) == null) {
      return null;
    }
    try {
      return new URL("tachograph-doctor", null, -1, name, new Resources());
    } catch (MalformedURLException e) {
      return null;
    }
  }

  /** Reads what its URLs name from the class path. */
  private final class Resources extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // Nothing is far away.
          connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
          byte[] bytes = read(url.getPath());
          if (bytes == null) {
            throw new IOException("the resource is gone: " + url);
          }
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
