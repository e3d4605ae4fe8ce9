package io.tachograph.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes do what the lambdas did that they replace. */
class StartClassesTest {
  @TempDir Path temp;

  @Test
  void everyKindOfLambdaDoesTheSame() throws Exception {
    copySpecimens();

    int replaced = StartClasses.replaceIn(temp);

    assertThat(replaced).isGreaterThan(20);
    assertThat(seenBy(temp)).isEqualTo(new Specimens.All().get());
  }

  @Test
  void onlyWhatIsToBeSerialisedStaysALambda() throws Exception {
    copySpecimens();

    StartClasses.replaceIn(temp);

    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                      .satisfiesAnyOf(
                          text -> assertThat(text).doesNotContain("LambdaMetafactory"),
                          text -> assertThat(text).contains("altMetafactory")));
    }
  }

  @Test
  void whatWasReplacedIsNotReplacedAgain() throws Exception {
    copySpecimens();
    StartClasses.replaceIn(temp);

    assertThat(StartClasses.replaceIn(temp)).isZero();
  }

  private void copySpecimens() throws Exception {
    Path classes =
        Path.of(Specimens.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path of = Path.of("io", "tachograph", "packing");
    Files.createDirectories(temp.resolve(of));
    try (Stream<Path> files = Files.list(classes.resolve(of))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("Specimens")) {
          Files.copy(file, temp.resolve(of).resolve(file.getFileName()));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // The specimens are a supplier of that.
  private static List<Object> seenBy(Path folder) throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      return ((Supplier<List<Object>>)
              loader.loadClass(Specimens.All.class.getName()).getConstructor().newInstance())
          .get();
    }
  }
}
