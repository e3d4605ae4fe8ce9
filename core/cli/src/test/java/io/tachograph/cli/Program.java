package io.tachograph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a program of this machine did.
 *
 * @param code its exit code
 * @param out what it printed, on both streams
 */
record Program(int code, String out) {
  /** Whether there is one of that name. */
  static boolean isThere(String name) throws IOException, InterruptedException {
    return run("sh", "-c", "command -v " + name).code() == 0;
  }

  /** Runs one to its end. */
  static Program run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  /** Runs one to its end. */
  static Program run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Program(process.waitFor(), out);
  }
}
