package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A host on a real framework: sources in a folder of {@code agent/hosts}, and the class path that
 * the module there has resolved. A module of an older version brings only the sources that differ.
 *
 * @param module the folder's name
 */
record FrameworkHost(String module) {
  private static final String OLDEST = "-oldest";

  private static Path folder(String name) {
    return Product.root().resolve("agent").resolve("hosts").resolve(name);
  }

  /**
   * Compiles it for a run, unless its module did.
   *
   * @param jdk one that the framework runs on
   */
  Host compile(Path temp, Jdk jdk) throws Exception {
    List<Path> sources = sources();
    String main = nameOf(sources);
    Path classes = folder(module).resolve("target").resolve("classes");
    if (Files.isDirectory(classes)) {
      return Host.compiled(temp, main, classes, classPath());
    }
    return Host.compile(temp, main, sources, classPath(), jdk);
  }

  /** The main class is the one that ends in Host. */
  private static String nameOf(List<Path> sources) {
    return sources.stream()
        .map(source -> source.getFileName().toString())
        .filter(name -> name.matches(".*Host\\.(java|kt)"))
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> sources() throws IOException {
    Map<String, Path> byName = new TreeMap<>();
    for (String folder : List.of(module.replace(OLDEST, ""), module)) {
      try (Stream<Path> files = Files.list(folder(folder))) {
        files
            .filter(file -> file.toString().matches(".*\\.(java|kt)"))
            .forEach(file -> byName.put(file.getFileName().toString(), file));
      }
    }
    return new ArrayList<>(byName.values());
  }

  private List<Path> classPath() throws IOException {
    Path resolved = folder(module).resolve("target").resolve("class-path");
    assertThat(resolved).as("build agent/hosts first").exists();
    return Arrays.stream(Files.readString(resolved).split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  @Override
  public String toString() {
    return module;
  }
}
