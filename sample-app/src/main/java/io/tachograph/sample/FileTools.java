package io.tachograph.sample;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads and searches the incident's files, and nothing outside of its folder. Thread-safe. */
final class FileTools {
  /** Longest file that a model is given whole. */
  private static final int MAX_FILE_CHARS = 20_000;

  private final Path folder;

  FileTools(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The lines of a file that matched, in its order: the first ones, where there are more. */
  record Matches(String file, String pattern, int total, List<String> lines) {}

  @Tool("Reads a whole text file of the incident's folder")
  String readFile(@P("file name") String file) throws IOException {
    String text = Files.readString(resolve(file));
    if (text.length() > MAX_FILE_CHARS) {
      throw new IOException(
          "file is too long to read whole, search it instead: file=%s chars=%d limit=%d"
              .formatted(file, text.length(), MAX_FILE_CHARS));
    }
    return text;
  }

  @Tool("Searches a log file of the incident's folder, line by line, with a regular expression")
  Matches searchLog(
      @P("file name") String file,
      @P("regular expression, found anywhere in a line") String pattern,
      @P("how many lines to return at most") int limit)
      throws IOException {
    Pattern regex = Pattern.compile(pattern);
    try (Stream<String> lines = Files.lines(resolve(file))) {
      List<String> found = lines.filter(line -> regex.matcher(line).find()).toList();
      return new Matches(
          file, pattern, found.size(), found.subList(0, Math.min(limit, found.size())));
    }
  }

  private Path resolve(String file) throws IOException {
    Path path = folder.resolve(file).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException(
          "file is outside of the incident's folder, ask for a name inside it: file=" + file);
    }
    return path;
  }
}
