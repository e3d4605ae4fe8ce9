package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.json.Json;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doctor}: what the agent would do with an application, before it does. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says what the agent would do: which options count and where each is given, which methods of",
      "a class path would be audited, whether the presets fit the frameworks there, and whether the",
      "ledger could be written. Runs nothing of the application, and makes no ledger.",
      "",
      "Options are read as the agent reads them: from OPTIONS, -Dtachograph.*, TACHOGRAPH_*, and",
      "the file that the option config names. Run it with the java, and as the user, that runs the",
      "application.",
      "",
      "Exit codes: 0 all is well, 1 it found something, 2 an option is wrong."
    },
    footer = {
      "",
      "Examples:",
      "  tachograph doctor dir=/var/audit,service=orders --class-path orders.jar",
      "  tachograph doctor dir=/var/audit,include=com.acme.*Tool -cp 'classes:lib/*' --json"
    })
final class DoctorCommand implements Callable<Integer> {
  /** In tachograph.jar beside this. Its types are the JDK's: the command knows nothing of it. */
  private static final String DOCTOR = "io.tachograph.agent.doctor.Doctor";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      defaultValue = "",
      paramLabel = "OPTIONS",
      description = "As behind -javaagent:tachograph.jar=, such as dir=/var/audit,service=orders.")
  private String options;

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description =
          "Jars and folders, as behind java -cp; or the jar behind java -jar, fat or not.")
  private @Nullable String classPath;

  @Option(
      names = {"-p", "--module-path"},
      paramLabel = "PATH",
      description = "Modules and folders of them, as behind java -p.")
  private @Nullable String modulePath;

  @Option(
      names = "--main",
      paramLabel = "NAME",
      description = "The main class or jar, after which the service is named unless told.")
  private @Nullable String main;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  DoctorCommand() {}

  @Override
  public Integer call() throws IOException {
    JsonNode told = ask();
    if (json) {
      spec.commandLine().getOut().println(Json.line(told));
    } else {
      new DoctorWords(spec.commandLine().getOut()).print(told);
    }
    return told.path("findings").isEmpty() ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private JsonNode ask() throws IOException {
    Map<String, String> request = new HashMap<>();
    request.put("options", options);
    request.put("class-path", classPath == null ? "" : classPath);
    request.put("module-path", modulePath == null ? "" : modulePath);
    request.put("main", mainOf());
    try {
      return Json.tree(doctor().apply(request));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** A single jar is most often what {@code java -jar} runs. */
  private String mainOf() {
    if (main != null) {
      return main;
    }
    boolean isOneJar =
        classPath != null && classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
    return isOneJar && classPath != null ? classPath : "";
  }

  @SuppressWarnings("unchecked") // It is ours, in the same jar.
  private static Function<Map<String, String>, Map<String, Object>> doctor() throws IOException {
    try {
      return (Function<Map<String, String>, Map<String, Object>>)
          Class.forName(DOCTOR, true, DoctorCommand.class.getClassLoader())
              .asSubclass(Function.class)
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("doctor is a command of tachograph.jar as it was built", e);
    }
  }
}
