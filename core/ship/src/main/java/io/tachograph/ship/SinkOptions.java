package io.tachograph.ship;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The far side that a command is about: by its options, and where they say nothing, by the
 * environment.
 */
final class SinkOptions {
  static final String BACKEND = "LEDGER_BACKEND";
  static final String DSN = "LEDGER_DSN";
  static final String POOL_SIZE = "LEDGER_POOL_SIZE";
  static final String TIMEOUT = "LEDGER_TIMEOUT";

  private static final int DEFAULT_POOL_SIZE = 4;
  private static final int DEFAULT_TIMEOUT_SECONDS = 30;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--pool-size",
      paramLabel = "N",
      description = "Connections, and ledgers shipped at once. LEDGER_POOL_SIZE; else 4.")
  private @Nullable Integer poolSize;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long the far side may take to answer. LEDGER_TIMEOUT; else 30.")
  private @Nullable Integer timeout;

  private final Map<String, String> environment;

  /** For picocli. */
  SinkOptions() {
    this(System.getenv());
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  SinkOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The far side.
   *
   * @param url what an option says, or null
   * @throws ParameterException if nothing says which, or the environment contradicts itself
   */
  Target target(@Nullable String url) {
    String said = url == null ? environment.get(DSN) : url;
    if (said == null || said.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "which far side? Give its URL, or set the variable " + DSN);
    }
    Target target =
        new Target(
            said,
            number(poolSize, POOL_SIZE, DEFAULT_POOL_SIZE),
            Duration.ofSeconds(number(timeout, TIMEOUT, DEFAULT_TIMEOUT_SECONDS)));
    String backend = environment.get(BACKEND);
    if (url == null
        && backend != null
        && !target.backend().equals(Target.normal(backend.toLowerCase(Locale.ROOT)))) {
      throw new ParameterException(
          spec.commandLine(), BACKEND + "=" + backend + " is not what " + DSN + " is a URL of");
    }
    return target;
  }

  private int number(@Nullable Integer option, String variable, int otherwise) {
    String said = environment.get(variable);
    try {
      int number = option != null ? option : said == null ? otherwise : Integer.parseInt(said);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As wrong as a number below 1.
    }
    throw new ParameterException(
        spec.commandLine(),
        option != null
            ? "--pool-size and --timeout are 1 or more"
            : variable + " is a whole number of 1 or more: " + variable + "=" + said);
  }
}
