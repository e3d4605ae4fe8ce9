package io.tachograph.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tachograph}: the command and its exit codes. */
@Command(
    name = "tachograph",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Verifies, shows, proves, exports and prunes what the Tachograph agent recorded.",
    subcommands = {
      VerifyCommand.class,
      ShowCommand.class,
      StatsCommand.class,
      TailCommand.class,
      QueryCommand.class,
      TaskCommand.class,
      MissionCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      DiffCommand.class,
      ProveCommand.class,
      CheckProofCommand.class,
      ConsistencyCommand.class,
      PruneCommand.class,
      DoctorCommand.class,
      HealthCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      MissionsCommand.class,
      TasksCommand.class,
      ToolsCommand.class,
      StoreCommands.class,
      CompletionCommand.class,
      ManCommand.class
    },
    footer = {
      "",
      "Attach the agent to your application:",
      "  java -javaagent:tachograph.jar=dir=/var/audit,service=orders -jar orders.jar",
      "",
      "Exit codes: 0 all is well, 1 verification found something, 2 unreadable or bad usage."
    })
public final class Main implements Runnable {
  /** Everything that was asked for is in order. */
  static final int EXIT_OK = 0;

  /** Verification found something. */
  static final int EXIT_FINDINGS = 1;

  /** Something could not be read, or the command line is wrong. */
  static final int EXIT_FAILED = 2;

  @Spec private CommandSpec spec;

  private final PrintStream out;

  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  private Main(PrintStream out) {
    this.out = out;
  }

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /**
   * Runs a command.
   *
   * @return its exit code: 0 all is well, 1 verification found something, 2 unreadable or bad usage
   */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    PrintWriter outWriter = new PrintWriter(out, true, StandardCharsets.UTF_8);
    PrintWriter errWriter = new PrintWriter(err, true, StandardCharsets.UTF_8);
    CommandLine line =
        new CommandLine(new Main(out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(outWriter)
            .setErr(errWriter)
            .setParameterExceptionHandler(Main::badUsage)
            .setExecutionExceptionHandler((e, command, parsed) -> failed(e, errWriter));
    int code = line.execute(arguments);
    outWriter.flush();
    errWriter.flush();
    return code;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int badUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("tachograph: " + Plain.line(String.valueOf(e.getMessage())));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return EXIT_FAILED;
  }

  private static int failed(Exception e, PrintWriter err) {
    String message = e.getMessage();
    if (e instanceof NoSuchFileException missing) {
      message = "no such file or folder: path=" + missing.getFile();
    } else if (message == null || !(e instanceof IOException || e instanceof RuntimeException)) {
      message = e.toString();
    }
    err.println("tachograph: " + Plain.line(message));
    return EXIT_FAILED;
  }

  /** Where a command's output goes, for what is not text. */
  static OutputStream output(CommandSpec command) {
    command.commandLine().getOut().flush();
    return new StandardOutput(((Main) command.root().userObject()).out);
  }

  /** The version that the jar's manifest gives. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tachograph " + version()};
    }
  }
}
