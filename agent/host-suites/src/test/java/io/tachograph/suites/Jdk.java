package io.tachograph.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK that suites run on.
 *
 * @param home its folder
 * @param feature its feature release, 17, 25 and so on
 */
record Jdk(Path home, int feature) {
  private static final int NEWEST_TESTED = 25;
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /**
   * One of each release that {@code suites.java} names, such as {@code 17,25}; else the one that
   * runs this, and one of the newest release that is tested, where there is any.
   */
  static List<Jdk> chosen() throws IOException {
    List<Jdk> found = found();
    String named = System.getProperty("suites.java");
    if (named == null) {
      Jdk current = found.get(0);
      return Stream.concat(
              Stream.of(current),
              found.stream()
                  .filter(
                      jdk -> jdk.feature() == NEWEST_TESTED && current.feature() < NEWEST_TESTED)
                  .limit(1))
          .toList();
    }
    return Stream.of(named.split(","))
        .map(
            release ->
                found.stream()
                    .filter(jdk -> release.equals(String.valueOf(jdk.feature())))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "no such JDK is found: suites.java=" + release + " of " + found)))
        .toList();
  }

  private static List<Jdk> found() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Stream.of("JAVA25_HOME", "JAVA_HOME_25_X64", "JAVA_HOME_25_ARM64")
        .map(System::getenv)
        .filter(Objects::nonNull)
        .forEach(home -> homes.add(Path.of(home)));
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> children = Files.list(INSTALLED)) {
        children.sorted().forEach(homes::add);
      }
    }
    List<Jdk> found = new ArrayList<>();
    for (Path home : homes) {
      if (Files.isExecutable(home.resolve("bin/java"))
          && Files.isReadable(home.resolve("release"))) {
        Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
        if (version.find()) {
          found.add(new Jdk(home, Integer.parseInt(version.group(1))));
        }
      }
    }
    return found;
  }

  Path java() {
    return home.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
