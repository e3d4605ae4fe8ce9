package io.tachograph.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code detach}: stops recording a JVM that runs on. */
@Command(
    name = "detach",
    mixinStandardHelpOptions = true,
    description = {
      "Stops recording a JVM, which runs on. Its ledger is closed in order; its classes stay woven,",
      "and are recorded again after another attach.",
      "",
      "Exit codes: 0 it is stopped, 1 nothing was recorded, 2 the process cannot be attached to."
    },
    footer = {"", "Example:", "  tachograph detach 4711"})
final class DetachCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PID", description = "The process id of the JVM.")
  private long pid;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  DetachCommand() {}

  @Override
  public Integer call() throws IOException {
    RunningJvm.Answer answer = new RunningJvm(pid).call("detach");
    (answer.done() ? spec.commandLine().getOut() : spec.commandLine().getErr())
        .println("tachograph: " + Plain.line(answer.text()));
    return answer.done() ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }
}
