package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built jar as a command. */
final class Command {
  private static final long MAX_RUN_SECONDS = 60;

  private Command() {}

  /** What the command printed, on both streams, and its exit code. */
  record Answer(int exitCode, String text) {}

  static Answer run(Jdk jdk, String... words) throws Exception {
    return run(jdk, List.of(), words);
  }

  /**
   * Runs it.
   *
   * @param flags for the JVM
   */
  static Answer run(Jdk jdk, List<String> flags, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(flags);
    command.addAll(List.of("-jar", Product.jar().toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), text);
  }
}
