package io.tachograph.cli;

import io.tachograph.format.MalformedNoteException;
import io.tachograph.verifier.LedgerVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an auditor knows of a ledger from elsewhere: the options that verification takes. */
final class Expected {
  private static final int MAX_FILE_BYTES = 64 * 1024;

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
      description = "A checkpoint of the ledger that was kept elsewhere.")
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
        ledgerId, origin, vkey == null ? null : Notes.key(vkey), kept(), digests);
  }

  /** The key that was given, as text, or null. */
  @Nullable String key() throws IOException {
    return vkey == null ? null : Notes.key(vkey).toString();
  }

  private LedgerVerifier.@Nullable KeptCheckpoint kept() throws IOException {
    if (checkpoint == null) {
      return null;
    }
    try {
      return LedgerVerifier.KeptCheckpoint.of(checkpoint.toString(), small(checkpoint));
    } catch (MalformedNoteException e) {
      throw new ParameterException(
          spec.commandLine(), "--checkpoint: " + checkpoint + ": " + e.getMessage(), e);
    }
  }

  private byte[] small(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new ParameterException(
          spec.commandLine(), "the file is no key and no checkpoint: path=" + file);
    }
    return Files.readAllBytes(file);
  }
}
