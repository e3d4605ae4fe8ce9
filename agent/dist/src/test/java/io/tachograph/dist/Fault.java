package io.tachograph.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What can be made to go wrong under a running host: system calls that fail, by a small library
 * that is compiled here and preloaded into the host's JVM.
 */
final class Fault {
  /** Writing is refused, as where a quota is used up. */
  static final String QUOTA = "q";

  /** The disk does not sync. */
  static final String SYNC = "s";

  /** The wall clock goes back by three days. */
  static final String CLOCK = "c";

  private final Path file;

  private Fault(Path file) {
    this.file = file;
  }

  /**
   * Prepares a host that has not been started.
   *
   * @return null where there is no C compiler, which is said
   */
  static Fault prepare(Host host, Path temp) throws Exception {
    Path source = Product.module().resolve("src/test/resources/faults/faults.c");
    Path library = temp.resolve("faults.so");
    for (String compiler : List.of("cc", "gcc", "clang")) {
      if (compile(compiler, source, library)) {
        Path file = temp.resolve("fault");
        host.environment("LD_PRELOAD", library.toString())
            .environment("FAULT_FILE", file.toString())
            .environment("FAULT_FOLDER", host.audit().toString());
        return new Fault(file);
      }
    }
    System.out.println(
        "SKIPPED: no C compiler for Linux here, failing system calls are not tested");
    return null;
  }

  private static boolean compile(String compiler, Path source, Path library) throws Exception {
    try {
      Process process =
          new ProcessBuilder(
                  compiler, "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
              .inheritIO()
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  void begin(String which) throws IOException {
    Path next = file.resolveSibling("fault.next");
    Files.writeString(next, which);
    Files.move(next, file);
  }

  void end() throws IOException {
    Files.delete(file);
  }
}
