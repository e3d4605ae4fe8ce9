package io.tachograph.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: prints the script by which a shell completes this command. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script by which bash, or zsh by its bashcompinit, completes commands and options.",
      "It completes a command named tachograph, such as an alias or a script for java -jar."
    },
    footer = {
      "",
      "Examples:",
      "  alias tachograph='java -jar /opt/tachograph.jar'",
      "  source <(tachograph completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  CompletionCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("tachograph", spec.root().commandLine()));
    return Main.EXIT_OK;
  }
}
