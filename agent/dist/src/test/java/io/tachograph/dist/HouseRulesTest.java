package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that no compiler holds; CONTRIBUTING.md names them. */
class HouseRulesTest {
  private static final int MAX_FILE_LINES = 400;
  private static final int MAX_METHOD_LINES = 70;
  private static final Pattern METHOD =
      Pattern.compile("^  (?! )[^=;/*]*\\)( throws [^{]*)?\\s*\\{$");
  private static final String SELF = "HouseRulesTest.java";

  /** Something that must not be written, and what to do instead. */
  record Banned(Pattern pattern, String instead, String exceptIn) {
    static Banned of(String regex, String instead, String exceptIn) {
      return new Banned(Pattern.compile(regex), instead, exceptIn);
    }
  }

  private static final List<Banned> BANNED =
      List.of(
          Banned.of(
              "System\\.(out|err)\\b",
              "return it, or count it: a host's streams are not ours",
              "cli/(Main|ProgressBar)|ship/Main|bootstrap/(Main|TachographAgent)|agent/AgentStarter|/bench/"
                  + "|sample/IncidentTriage"),
          Banned.of("\\.printStackTrace\\(\\)", "hand the error on, or count it", "none"),
          Banned.of("System\\.exit\\(", "return a code", "Main\\.java|agent/AgentStarter"),
          Banned.of("System\\.setProperty\\(", "it is the host's JVM", "none"),
          Banned.of(
              "\\bsynchronized \\(this\\)",
              "a lock of its own, off the hot path",
              "SwallowedErrors"),
          Banned.of("@Disabled|@Ignore|TODO|FIXME|XXX", "finish it, or write an issue", "none"),
          Banned.of("catch \\([^)]*\\) *\\{ *\\}", "say why nothing is done", "none"),
          Banned.of(
              "class \\w*(Manager|Helper|Util|Utils|Impl)\\b", "the field's own term", "none"));

  private static List<Path> sources(String part) {
    try (Stream<Path> files = Files.walk(Product.root())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains(part))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.endsWith(SELF))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void thereAreSourcesToLookAt() {
    assertThat(sources("/src/main/")).hasSizeGreaterThan(100);
    assertThat(sources("/src/test/")).hasSizeGreaterThan(30);
  }

  @Test
  void nothingBannedIsWritten() {
    List<String> found = new ArrayList<>();
    for (Path file : sources("/src/main/")) {
      for (Banned banned : BANNED) {
        if (!Pattern.compile(banned.exceptIn()).matcher(file.toString()).find()) {
          lines(file).stream()
              .filter(line -> banned.pattern().matcher(line).find())
              .forEach(line -> found.add(file + ": " + line.strip() + " -> " + banned.instead()));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    List<Path> folders = sources("/src/main/").stream().map(Path::getParent).distinct().toList();
    assertThat(folders)
        .allSatisfy(
            folder ->
                assertThat(String.join("\n", lines(folder.resolve("package-info.java"))))
                    .startsWith("/**")
                    .contains("@NullMarked"));
  }

  @Test
  void noFileAndNoMethodIsTooLong() {
    List<String> found = new ArrayList<>();
    for (Path file : sources("/src/main/")) {
      List<String> lines = lines(file);
      if (lines.size() > MAX_FILE_LINES) {
        found.add(file + ": " + lines.size() + " lines, at most " + MAX_FILE_LINES);
      }
      found.addAll(longMethods(file, lines));
    }
    assertThat(found).isEmpty();
  }

  private static List<String> longMethods(Path file, List<String> lines) {
    List<String> found = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      Matcher method = METHOD.matcher(lines.get(i));
      if (method.matches()) {
        start = i;
      } else if (lines.get(i).equals("  }") && start >= 0) {
        if (i - start > MAX_METHOD_LINES) {
          found.add(file + ":" + (start + 1) + ": " + (i - start) + " lines in a method");
        }
        start = -1;
      }
    }
    return found;
  }

  @Test
  void nothingOutsideOfTestsPointsBesideTheProject() throws Exception {
    try (Stream<Path> files = Files.walk(Product.root())) {
      assertThat(files)
          .filteredOn(Files::isRegularFile)
          .filteredOn(file -> file.toString().matches(".*\\.(java|md|xml|sh|sql|properties)"))
          .filteredOn(file -> !file.toString().matches(".*/(target|src/test|\\.git)/.*"))
          .noneSatisfy(file -> assertThat(Files.readString(file)).contains("../shared"));
    }
  }
}
