package io.tachograph.dist;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param home its folder
 * @param feature its feature release, 17, 25 and so on
 */
record Jdk(Path home, int feature) {
  private static final int NEWEST_TESTED = 25;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  static Jdk current() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The JDK that runs this, and the first of release 25 that is found where JDKs usually stand. */
  static Stream<Jdk> tested() throws IOException {
    List<Jdk> tested = new ArrayList<>(List.of(current()));
    if (current().feature() != NEWEST_TESTED) {
      found().filter(jdk -> jdk.feature() == NEWEST_TESTED).findFirst().ifPresent(tested::add);
    }
    return tested.stream();
  }

  /** Skips, and says so, where no JDK of the newest tested release is found. */
  static Jdk newest() throws IOException {
    return tested()
        .filter(jdk -> jdk.feature() == NEWEST_TESTED)
        .findFirst()
        .orElseGet(() -> abort("SKIPPED on JDK 25: none was found on this machine"));
  }

  private static Stream<Jdk> found() throws IOException {
    List<Path> candidates = new ArrayList<>();
    for (String variable : List.of("JAVA25_HOME", "JAVA_HOME_25_X64", "JAVA_HOME_25_ARM64")) {
      if (System.getenv(variable) != null) {
        candidates.add(Path.of(System.getenv(variable)));
      }
    }
    for (String folder :
        List.of(
            "/usr/lib/jvm",
            "/opt/java",
            System.getProperty("user.home") + "/.sdkman/candidates/java")) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> children = Files.list(Path.of(folder))) {
          children.sorted().forEach(candidates::add);
        }
      }
    }
    return candidates.stream().flatMap(Jdk::at);
  }

  private static Stream<Jdk> at(Path home) {
    try {
      if (!Files.isExecutable(home.resolve("bin/java"))) {
        return Stream.empty();
      }
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find()
          ? Stream.of(new Jdk(home, Integer.parseInt(version.group(1))))
          : Stream.empty();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  Path java() {
    return home.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
