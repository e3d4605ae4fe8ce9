package io.tachograph.ship;

import io.tachograph.verifier.KeptElsewhere;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an auditor knows of one ledger from elsewhere: the options that verification takes. */
final class Expected {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--vkey",
      paramLabel = "KEY",
      description = "The ledger's genesis key (NAME+ID+BASE64), or a file that holds it.")
  private @Nullable String vkey;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint of the ledger that was kept elsewhere; of several the last.")
  private @Nullable Path checkpoint;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  Expected() {}

  /**
   * What to hold a ledger against.
   *
   * @param ledgers how many are judged
   */
  Expectation of(int ledgers) throws IOException {
    if ((vkey != null || checkpoint != null) && ledgers != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--vkey and --checkpoint are of one ledger: say which by --ledger ID: ledgers="
              + ledgers);
    }
    return new Expectation(
        null,
        null,
        vkey == null ? null : KeptElsewhere.key(vkey),
        checkpoint == null ? null : KeptElsewhere.checkpoint(checkpoint),
        false);
  }
}
