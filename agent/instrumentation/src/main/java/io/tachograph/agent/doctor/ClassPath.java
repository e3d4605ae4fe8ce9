package io.tachograph.agent.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places in which an application's classes stand, in order: what {@code -cp} and {@code -p}
 * name, what the manifests of jars add, and the inside of Spring Boot's fat jars and of war files.
 * Jars in jars are copied to files that go when this is closed. For one thread.
 */
final class ClassPath implements AutoCloseable {
  private static final String JAR = ".jar";
  private static final List<String> FOLDERS_OF_CLASSES =
      List.of("BOOT-INF/classes/", "WEB-INF/classes/");
  private static final List<String> FOLDERS_OF_JARS = List.of("BOOT-INF/lib/", "WEB-INF/lib/");

  private final List<ClassSource> sources = new ArrayList<>();
  private final List<Path> copies = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<Path> added = new LinkedHashSet<>();
  private final Map<String, ClassSource> classFiles = new LinkedHashMap<>();

  /** One with nothing on it. */
  ClassPath() {}

  /** Adds what stands behind {@code -cp}. */
  void addClassPath(String text) {
    for (String element : elements(text)) {
      if (element.equals("*") || element.endsWith(File.separator + "*")) {
        addJarsIn(element.substring(0, element.length() - 1));
      } else {
        add(element);
      }
    }
  }

  /** Adds what stands behind {@code -p}: modules, and folders of modules. */
  void addModulePath(String text) {
    for (String element : elements(text)) {
      if (Files.exists(Path.of(element, "module-info.class")) || element.endsWith(JAR)) {
        add(element);
      } else {
        addJarsIn(element);
      }
    }
  }

  private static List<String> elements(String text) {
    return Stream.of(text.split(File.pathSeparator, -1)).filter(e -> !e.isEmpty()).toList();
  }

  private void addJarsIn(String folder) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      files
          .filter(file -> file.toString().endsWith(JAR) || Files.isDirectory(file))
          .sorted()
          .map(Path::toString)
          .forEach(this::add);
    } catch (IOException | InvalidPathException e) {
      problems.add("the folder cannot be read: path=" + folder + " (" + e + ")");
    }
  }

  private void add(String element) {
    try {
      Path path = Path.of(element).toAbsolutePath().normalize();
      if (!added.add(path)) {
        return;
      }
      if (Files.isDirectory(path)) {
        add(new FolderSource(path));
      } else if (Files.exists(path)) {
        addJar(path, String.valueOf(path.getFileName()));
      } else {
        problems.add("nothing is there: path=" + path);
      }
    } catch (IOException | RuntimeException e) {
      problems.add("the class path's element cannot be read: path=" + element + " (" + e + ")");
    }
  }

  private void addJar(Path file, String name) throws IOException {
    JarSource source = new JarSource(name, file.toFile(), "");
    add(source);
    for (String folder : FOLDERS_OF_CLASSES) {
      if (source.has(folder)) {
        add(new JarSource(name + "!/" + folder, file.toFile(), folder));
      }
    }
    for (JarEntry entry : source.jar().stream().filter(ClassPath::isJarInside).toList()) {
      addInner(source.jar(), entry);
    }
    Manifest manifest = source.jar().getManifest();
    String more =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    if (more != null) {
      addOfManifest(file, more);
    }
  }

  /** Of two class files of one name the first counts. */
  private void add(ClassSource source) throws IOException {
    sources.add(source);
    source.classFiles().forEach(file -> classFiles.putIfAbsent(file, source));
  }

  private static boolean isJarInside(JarEntry entry) {
    return entry.getName().endsWith(JAR)
        && FOLDERS_OF_JARS.stream().anyMatch(entry.getName()::startsWith);
  }

  private void addInner(JarFile outer, JarEntry entry) throws IOException {
    Path copy = Files.createTempFile("tachograph-doctor", JAR);
    copies.add(copy);
    try (InputStream in = outer.getInputStream(entry)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      String name = entry.getName();
      add(new JarSource(name.substring(name.lastIndexOf('/') + 1), copy.toFile(), ""));
    } catch (IOException | RuntimeException e) {
      problems.add(
          "a jar inside cannot be read: path="
              + outer.getName()
              + "!/"
              + entry.getName()
              + " ("
              + e
              + ")");
    }
  }

  /** URLs relative to the jar; what is not there is no mistake, says the JAR specification. */
  private void addOfManifest(Path file, String more) {
    for (String relative : more.strip().split("\\s+", -1)) {
      try {
        Path path = Path.of(file.toUri().resolve(new URI(relative)));
        if (Files.exists(path)) {
          add(path.toString());
        }
      } catch (URISyntaxException | RuntimeException e) {
        problems.add("the manifest's Class-Path has no path: jar=" + file + " path=" + relative);
      }
    }
  }

  /** The class files and where each stands, in the order of the class path. */
  Map<String, ClassSource> classFiles() {
    return classFiles;
  }

  /** How many places it has. */
  int size() {
    return sources.size();
  }

  /** What of it cannot be read, for people. */
  List<String> problems() {
    return problems;
  }

  /** The first place that has a resource, or null. */
  @Nullable ClassSource find(String resource) {
    if (resource.endsWith(ClassSource.CLASS)) {
      return classFiles.get(resource);
    }
    for (ClassSource source : sources) {
      if (source.has(resource)) {
        return source;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    for (ClassSource source : sources) {
      source.close();
    }
    for (Path copy : copies) {
      Files.deleteIfExists(copy);
    }
  }
}
