package io.tachograph.ship;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of its own, as large as a test wants it; gone when closed. */
final class SmallDisk implements AutoCloseable {
  private static final int STEP_BYTES = 64 * 1024;

  private final Path root;
  private final Path filler;

  private SmallDisk(Path root) {
    this.root = root;
    this.filler = root.resolve("filler");
  }

  /** Mounts one, or skips the test and says so. */
  static SmallDisk mount(Path on, String size) throws Exception {
    Files.createDirectories(on);
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", on.toString());
    if (!mounted) {
      System.out.println("SKIPPED: no file system may be mounted here, a full disk is not tested");
    }
    assumeTrue(mounted, "no file system may be mounted here");
    return new SmallDisk(on);
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  Path root() {
    return root;
  }

  /** Takes all the space that is left. */
  void fill() throws IOException {
    byte[] zeros = new byte[STEP_BYTES];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      // As intended.
    }
  }

  /** Gives back what {@link #fill} took. */
  void makeSpace() throws IOException {
    Files.delete(filler);
  }

  @Override
  public void close() throws Exception {
    if (!run("umount", root.toString())) {
      run("umount", "-l", root.toString());
    }
  }
}
