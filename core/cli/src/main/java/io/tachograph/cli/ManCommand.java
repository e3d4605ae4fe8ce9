package io.tachograph.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code man}: prints the manual page. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = "Prints the manual page of all commands, as man reads it.",
    footer = {
      "",
      "Examples:",
      "  tachograph man > /usr/local/share/man/man1/tachograph.1",
      "  tachograph man | man -l -"
    })
final class ManCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  ManCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ManPage.of(spec.root()));
    return Main.EXIT_OK;
  }
}
