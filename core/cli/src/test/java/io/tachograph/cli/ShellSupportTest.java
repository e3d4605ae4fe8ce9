package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
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

  /** Skips, aloud, where this machine has no such program. */
  private static void needs(String program) throws IOException, InterruptedException {
    assumeThat(Program.isThere(program)).as("this machine has no " + program).isTrue();
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource({"'tachograph exp', export", "'tachograph store rec', reconcile"})
  void bashCompletesCommands(String line, String expected) throws Exception {
    needs("bash");
    Path script = written("completion", CommandRun.run("completion").out());
    int last = line.split(" ").length - 1;
    String ask =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_tachograph; echo \"${COMPREPLY[@]}\""
            .formatted(script, line, last);
    assertThat(Program.run(List.of("bash", "--norc", "-c", ask)).out().strip()).contains(expected);
  }

  @Test
  void zshReadsTheSameScript() throws Exception {
    needs("zsh");
    Path script = written("completion", CommandRun.run("completion").out());
    Program ran =
        Program.run(
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
    Path page = written("tachograph.1", CommandRun.run("man").out());
    List<String> lint =
        formatter.equals("groff")
            ? List.of("groff", "-man", "-Tutf8", "-ww", "-z", page.toString())
            : List.of("mandoc", "-Tlint", "-W", "error", page.toString());
    assertThat(Program.run(lint)).isEqualTo(new Program(0, ""));
  }

  @Test
  void theManualPageNamesEveryCommandAndOption() {
    String page = CommandRun.run("man").out();
    for (String line : CommandRun.run("--help").out().lines().toList()) {
      if (line.matches("  [a-z-]+  .*")) {
        String command = line.strip().replaceAll(" .*", "").replace("-", "\\-");
        assertThat(page).contains(".SS tachograph " + command);
      }
    }
    assertThat(page).contains("\\fB\\-\\-format\\fR=\\fIF\\fR").contains(".SH EXIT STATUS");
  }
}
