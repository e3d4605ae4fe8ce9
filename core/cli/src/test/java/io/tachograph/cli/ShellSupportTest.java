package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion and the manual page, by the programs that they are for. */
class ShellSupportTest {
  @TempDir Path dir;

  private record Ran(int code, String out) {}

  private static Ran run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }

  /** Skips, aloud, where this machine has no such program. */
  private static void needs(String program) throws IOException, InterruptedException {
    assumeThat(run(List.of("sh", "-c", "command -v " + program)).code())
        .as("this machine has no " + program)
        .isZero();
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource({"'tachograph exp', export", "'tachograph store rec', reconcile"})
  void bashCompletesCommands(String line, String expected) throws Exception {
    needs("bash");
    Path script = written("completion", CommandRun.of("completion").out());
    int last = line.split(" ").length - 1;
    String ask =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_tachograph; echo \"${COMPREPLY[@]}\""
            .formatted(script, line, last);
    assertThat(run(List.of("bash", "--norc", "-c", ask)).out().strip()).contains(expected);
  }

  @Test
  void zshReadsTheSameScript() throws Exception {
    needs("zsh");
    Path script = written("completion", CommandRun.of("completion").out());
    Ran ran =
        run(
            List.of(
                "zsh",
                "-f",
                "-c",
                "autoload -U +X compinit && compinit -u; source " + script + "; echo loaded"));
    assertThat(ran.out()).contains("loaded").doesNotContain("error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"groff", "mandoc"})
  void theManualPageIsReadWithoutAWarning(String formatter) throws Exception {
    needs(formatter);
    Path page = written("tachograph.1", CommandRun.of("man").out());
    List<String> lint =
        formatter.equals("groff")
            ? List.of("groff", "-man", "-Tutf8", "-ww", "-z", page.toString())
            : List.of("mandoc", "-Tlint", "-W", "error", page.toString());
    assertThat(run(lint)).isEqualTo(new Ran(0, ""));
  }

  @Test
  void theManualPageNamesEveryCommandAndOption() {
    String page = CommandRun.of("man").out();
    for (String line : CommandRun.of("--help").out().lines().toList()) {
      if (line.matches("  [a-z-]+  .*")) {
        String command = line.strip().replaceAll(" .*", "").replace("-", "\\-");
        assertThat(page).contains(".SS tachograph " + command);
      }
    }
    assertThat(page).contains("\\fB\\-\\-format\\fR=\\fIF\\fR").contains(".SH EXIT STATUS");
  }
}
