package io.tachograph.dist;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Mounts and unmounts, where that is allowed: what cannot be done is said by the answer alone. */
final class Mounts {
  private static final long MAX_SECONDS = 20;

  private Mounts() {}

  /** Runs a command of the system; whether it did what it should. */
  static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
