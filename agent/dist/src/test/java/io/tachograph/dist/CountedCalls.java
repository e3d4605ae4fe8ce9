package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running host of {@code hosts/CountedCalls}, which calls its tool as often as it is told. */
final class CountedCalls implements AutoCloseable {
  private static final Pattern ANSWER = Pattern.compile("ran=(\\d+) refused=(\\d+)");
  private static final long MAX_END_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;

  CountedCalls(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** How many of so many calls ran; all others were refused. */
  int ran(int calls) throws IOException {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(calls + "\n");
    in.flush();
    Matcher answer = ANSWER.matcher(String.valueOf(out.readLine()));
    assertThat(answer.matches()).isTrue();
    int ran = Integer.parseInt(answer.group(1));
    assertThat(ran + Integer.parseInt(answer.group(2))).isEqualTo(calls);
    return ran;
  }

  /** Lets it end in order; its exit code. */
  int end() throws Exception {
    process.outputWriter(StandardCharsets.UTF_8).close();
    return exitCode();
  }

  /** Waits until it has ended by itself; its exit code. */
  int exitCode() throws Exception {
    assertThat(process.waitFor(MAX_END_SECONDS, TimeUnit.SECONDS)).as("the host ended").isTrue();
    return process.exitValue();
  }

  void kill() throws Exception {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
