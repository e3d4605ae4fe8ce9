package io.tachograph.ship;

import java.io.IOException;
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

/** {@code tachograph-ship}: the command and its exit codes. */
@Command(
    name = "tachograph-ship",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Ships ledgers that the Tachograph agent records to engines elsewhere.",
    subcommands = {
      RunCommand.class,
      MigrateCommand.class,
      VerifyCommand.class,
      RestoreCommand.class
    },
    footer = {
      "",
      "Example:",
      "  java -jar tachograph-ship.jar run --dir /var/audit --to jdbc:postgresql://db/audit",
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

  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  private Main() {}

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
    PrintWriter errWriter = new PrintWriter(err, true, StandardCharsets.UTF_8);
    CommandLine line =
        new CommandLine(new Main())
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(errWriter)
            .setParameterExceptionHandler(Main::badUsage)
            .setExecutionExceptionHandler((e, command, parsed) -> failed(e, errWriter));
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int badUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("tachograph-ship: " + e.getMessage());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return EXIT_FAILED;
  }

  private static int failed(Exception e, PrintWriter err) {
    if (e instanceof NoSuchFileException missing) {
      err.println("tachograph-ship: no such file or folder: path=" + missing.getFile());
      return EXIT_FAILED;
    }
    boolean says = e instanceof IOException || e instanceof SinkException;
    boolean isKnown = says || e instanceof IllegalArgumentException;
    err.println("tachograph-ship: " + (isKnown && e.getMessage() != null ? e.getMessage() : e));
    return EXIT_FAILED;
  }

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"tachograph-ship " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
