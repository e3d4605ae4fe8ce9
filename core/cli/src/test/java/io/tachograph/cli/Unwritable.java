package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Takes the right to write to a file or folder from us for a while. */
final class Unwritable {
  /** What is done meanwhile. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  private Unwritable() {}

  /** While the work runs it is read-only; for root, who writes everywhere, it is another's. */
  static void during(Path path, Work work) throws Exception {
    UserPrincipal owner = Files.getOwner(path);
    assertThat(path.toFile().setWritable(false, false)).isTrue();
    boolean isRoot = Files.isWritable(path);
    try {
      if (isRoot) {
        Files.setOwner(path, user(path, "nobody"));
      }
      work.run();
    } finally {
      if (isRoot) {
        Files.setOwner(path, owner);
      }
      assertThat(path.toFile().setWritable(true, true)).isTrue();
    }
  }

  private static UserPrincipal user(Path path, String name) throws IOException {
    return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }
}
