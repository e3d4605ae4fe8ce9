package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar shows a host nothing but two packages. */
class JarContentsIT {
  private static final long MAX_JAR_BYTES = 25_000_000;
  private static final Pattern VISIBLE =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|LICENSE|THIRD-PARTY\\.txt)?"
              + "|io/(tachograph/((api(/experience)?|bootstrap)/([A-Za-z$0-9-]+\\.class)?)?)?"
              + "|inst/.*");

  @Test
  void outsideOfThePrefixThereAreOnlyTheApiAndTheBridge() throws Exception {
    try (JarFile jar = new JarFile(Product.jar().toFile())) {
      List<String> names = jar.stream().map(JarEntry::getName).toList();
      assertThat(names).hasSizeGreaterThan(1000).allMatch(VISIBLE.asMatchPredicate());
      assertThat(names)
          .filteredOn(name -> name.startsWith("inst/"))
          .noneMatch(name -> name.endsWith(".class") || name.endsWith("module-info.classdata"));
      assertThat(names).contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt");
    }
  }

  @Test
  void nothingThatReportsToTheOutsideOrIsTooBigIsInside() throws Exception {
    try (JarFile jar = new JarFile(Product.jar().toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(name -> name.startsWith("inst/net/openhft/chronicle/analytics/"))
          .noneMatch(name -> name.startsWith("inst/com/kenai") || name.startsWith("inst/jnr"));
    }
    assertThat(Files.size(Product.jar())).isLessThan(MAX_JAR_BYTES);
  }

  @Test
  void whatEveryStartLoadsIsStoredAndBringsItsLambdasAsClasses() throws Exception {
    try (JarFile jar = new JarFile(Product.jar().toFile())) {
      for (String name :
          List.of(
              "inst/io/tachograph/agent/AgentStarter.classdata",
              "inst/net/openhft/chronicle/core/Jvm.classdata")) {
        assertThat(jar.getEntry(name).getMethod()).as(name).isEqualTo(ZipEntry.STORED);
      }
      assertThat(jar.stream().map(JarEntry::getName))
          .anyMatch(
              name -> name.matches("inst/net/openhft/chronicle/.*\\$\\$Lambda\\$0.classdata"));
    }
  }
}
