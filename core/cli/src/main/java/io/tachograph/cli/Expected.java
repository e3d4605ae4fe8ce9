package io.tachograph.cli;

import io.tachograph.verifier.KeptElsewhere;
import io.tachograph.verifier.LedgerVerifier;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an auditor knows of a ledger from elsewhere: the options that verification takes. */
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

  @Option(names = "--ledger-id", paramLabel = "ID", description = "The id that it must have.")
  private @Nullable String ledgerId;

  @Option(names = "--origin", paramLabel = "NAME", description = "The origin that it must have.")
  private @Nullable String origin;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field.
  Expected() {}

  /**
   * What to hold a ledger against.
   *
   * @param ledgers how many are judged
   * @param digests whether the files' hashes are wanted
   */
  LedgerVerifier.Expectation of(int ledgers, boolean digests) throws IOException {
    boolean ofOne = vkey != null || checkpoint != null || ledgerId != null || origin != null;
    if (ofOne && ledgers > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--vkey, --checkpoint, --ledger-id and --origin are of one ledger: ledgers=" + ledgers);
    }
    return new LedgerVerifier.Expectation(
        ledgerId,
        origin,
        vkey == null ? null : KeptElsewhere.key(vkey),
        checkpoint == null ? null : KeptElsewhere.checkpoint(checkpoint),
        digests);
  }

  /** The key that was given, as text, or null. */
  @Nullable String key() throws IOException {
    return vkey == null ? null : KeptElsewhere.key(vkey).toString();
  }
}
