package io.tachograph.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach}: starts recording a JVM that runs. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Starts recording a JVM that runs. Classes that are loaded already are recorded too.",
      "",
      "Exit codes: 0 it records, 1 it does not (it says why), 2 the process cannot be attached to."
    },
    footer = {"", "Example:", "  tachograph attach 4711 dir=/var/audit,service=orders"})
final class AttachCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PID", description = "The process id of the JVM.")
  private long pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "",
      paramLabel = "OPTIONS",
      description = {
        "As behind -javaagent:tachograph.jar=, such as dir=/var/audit,service=orders.",
        "Relative paths are those of the process."
      })
  private String options;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  AttachCommand() {}

  @Override
  public Integer call() throws IOException {
    RunningJvm.Answer answer = new RunningJvm(pid).call(options);
    (answer.done() ? spec.commandLine().getOut() : spec.commandLine().getErr())
        .println("tachograph: " + Plain.line(answer.text()));
    return answer.done() ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }
}
