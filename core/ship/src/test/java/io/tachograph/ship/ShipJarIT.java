package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The one jar says what is in it that is not ours, and under which licences. */
class ShipJarIT {
  private static final Path JAR = Path.of("target/tachograph-ship.jar");
  private static final Pattern LIBRARY = Pattern.compile("(?m)^  \\S.* ?\\(([a-z0-9.]+)\\)");
  private static final String OURS = "io/tachograph/";

  private static String text(JarFile jar, String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyLibraryInItIsNamedAndNoOther() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> folders =
          LIBRARY
              .matcher(text(jar, "META-INF/THIRD-PARTY.txt"))
              .results()
              .map(library -> library.group(1).replace('.', '/') + "/")
              .toList();
      List<String> names =
          jar.stream()
              .map(entry -> entry.getName().replaceFirst("^META-INF/versions/[0-9]+/", ""))
              .filter(name -> name.endsWith(".class") && !name.startsWith(OURS))
              .toList();
      assertThat(names)
          .hasSizeGreaterThan(1_000)
          .allMatch(name -> folders.stream().anyMatch(name::startsWith), "is of a named library");
      assertThat(folders)
          .allMatch(folder -> names.stream().anyMatch(name -> name.startsWith(folder)), "is there");
    }
  }

  @Test
  void licencesAndNoticesAreThere() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(text(jar, "META-INF/LICENSE"))
          .isEqualTo(Files.readString(Path.of("../../LICENSE")));
      assertThat(text(jar, "META-INF/third-party/postgresql.txt"))
          .contains("PostgreSQL Global Development Group");
      assertThat(text(jar, "META-INF/third-party/ongres-scram.txt")).contains("OnGres");
      assertThat(text(jar, "META-INF/third-party/ongres-stringprep.txt")).contains("OnGres");
      assertThat(text(jar, "META-INF/third-party/slf4j.txt")).contains("QOS.ch");
      assertThat(text(jar, "META-INF/third-party/prometheus-notice.txt"))
          .contains("The Prometheus Authors");
    }
  }
}
