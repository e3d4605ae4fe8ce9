package io.tachograph.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of reference databases beside the checkout, which not every machine has. */
public final class SharedFolder {
  private SharedFolder() {}

  /** A file of it; the test is skipped, and says so, where it is absent. */
  public static Path file(String name) {
    Path found = null;
    for (Path at = Path.of("").toAbsolutePath(); at != null && found == null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve(name);
      if (Files.exists(candidate)) {
        found = candidate;
      }
    }
    assumeTrue(found != null, "skipped: there is no shared/" + name + " beside this checkout");
    return found;
  }
}
