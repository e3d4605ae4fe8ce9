package io.tachograph.agent.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of class files. */
final class FolderSource implements ClassSource {
  private final Path folder;

  FolderSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public List<String> classFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(CLASS) && Files.isRegularFile(file))
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean has(String resource) {
    try {
      return Files.isRegularFile(folder.resolve(resource));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public byte @Nullable [] read(String resource) throws IOException {
    if (!has(resource)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(folder.resolve(resource))) {
      return in.readNBytes(MAX_CLASS_BYTES);
    }
  }

  @Override
  public void close() {
    // Nothing is open between two reads.
  }
}
