package io.tachograph.ledger;

import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.jspecify.annotations.Nullable;

/** How a ledger's sealing begins: with a first key, and at each start with a checkpointer. */
final class Seals {
  /** The genesis key's text form, for whoever verifies. */
  static final String VKEY_FILE = "ledger.vkey";

  private Seals() {}

  /** Makes the first key of a ledger that has no entry yet, and writes what verifies it. */
  static LedgerIdentity begin(
      Path folder, LedgerIdentity identity, Sealing sealing, DurableFiles files)
      throws IOException {
    // A crash here, or before the first entry: no ledger has this key, the next start makes
    // another.
    VerifierKey genesis = keys(folder, identity, sealing, files).begin();
    byte[] line = (genesis + "\n").getBytes(StandardCharsets.UTF_8);
    files.replace(folder.resolve(VKEY_FILE), line, false);
    return identity.withGenesis(genesis);
  }

  private static KeyRing keys(
      Path folder, LedgerIdentity identity, Sealing sealing, DurableFiles files) {
    return new KeyRing(new KeyFolder(folder, files), sealing.signingKey(), identity.origin());
  }

  /**
   * Checks that the ledger reaches to its last checkpoint.
   *
   * @param end the last entry, or null if there is none
   * @throws LedgerException {@link Reason#DAMAGED} if it does not
   */
  static void requireSigned(Path folder, @Nullable LedgerHead end, DurableFiles files)
      throws IOException {
    long signed = CheckpointFile.open(folder, files).size();
    long entries = end == null ? 0 : end.seq() + 1;
    if (signed > entries) {
      throw new LedgerException(
          Reason.DAMAGED,
          "entries that were signed are gone, nothing was changed; run verify on the ledger: path="
              + folder
              + " entries="
              + entries
              + " signed="
              + signed);
    }
  }

  /** Starts to sign what the ledger holds; it was begun. */
  static Checkpointer follow(
      ChronicleLedger ledger,
      SingleChronicleQueue queue,
      Sealing sealing,
      DurableFiles files,
      boolean isNew) {
    LedgerIdentity identity = ledger.identity();
    VerifierKey genesis = identity.genesis();
    if (genesis == null) {
      throw new IllegalStateException("a ledger without a key: path=" + ledger.folder());
    }
    Checkpointer.Announcements announcements =
        new Checkpointer.Announcements() {
          @Override
          public void announce(VerifierKey next) {
            ledger.announce(next);
          }

          @Override
          public void sync() {
            ledger.sync();
          }
        };
    Checkpointer checkpointer =
        new Checkpointer(
            announcements,
            new Checkpointer.Origin(identity.origin(), genesis),
            sealing,
            new SealedHistory(ledger.folder(), queue, files),
            keys(ledger.folder(), identity, sealing, files),
            isNew);
    checkpointer.start();
    return checkpointer;
  }
}
