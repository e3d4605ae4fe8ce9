package io.tachograph.agent.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A jar, or a folder in it that an application's launcher makes a class path's place of. */
final class JarSource implements ClassSource {
  private static final List<String> NO_CLASSES_OF_THE_JAR =
      List.of("META-INF/", "BOOT-INF/", "WEB-INF/");

  private final String name;
  private final String prefix;
  private final JarFile jar;

  /**
   * Opens one.
   *
   * @param prefix the folder in it, ending in a slash, or empty for all of it
   */
  JarSource(String name, File file, String prefix) throws IOException {
    this.name = name;
    this.prefix = prefix;
    this.jar = new JarFile(file, false, ZipFile.OPEN_READ, Runtime.version());
  }

  JarFile jar() {
    return jar;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> classFiles() {
    return jar.versionedStream()
        .map(ZipEntry::getName)
        .filter(entry -> entry.startsWith(prefix) && entry.endsWith(CLASS))
        .filter(entry -> !prefix.isEmpty() || isOfTheJar(entry))
        .map(entry -> entry.substring(prefix.length()))
        .distinct()
        .toList();
  }

  private static boolean isOfTheJar(String entry) {
    return NO_CLASSES_OF_THE_JAR.stream().noneMatch(entry::startsWith);
  }

  @Override
  public boolean has(String resource) {
    return jar.getEntry(prefix + resource) != null;
  }

  @Override
  public byte @Nullable [] read(String resource) throws IOException {
    ZipEntry entry = jar.getEntry(prefix + resource);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readNBytes(MAX_CLASS_BYTES);
    }
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
