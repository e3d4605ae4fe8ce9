package io.tachograph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary folders of benchmarks. */
final class Folders {
  /** Says where what several benchmarks use stands; {@link Benchmarks} makes and deletes it. */
  static final String SHARED_PROPERTY = "bench.shared";

  /** Makes what a folder is to hold. */
  @FunctionalInterface
  interface Filling {
    /** Fills an empty folder. */
    void into(Path folder) throws IOException;
  }

  private Folders() {}

  /** The folder of that name, filled by whoever asks for it first. */
  static Path shared(String name, Filling filling) throws IOException {
    Path all = Path.of(System.getProperty(SHARED_PROPERTY, ""));
    Path folder = all.resolve(name);
    if (!Files.isDirectory(folder)) {
      Path unfinished = Files.createTempDirectory(all, name);
      filling.into(unfinished);
      Files.move(unfinished, folder);
    }
    return folder;
  }

  static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
