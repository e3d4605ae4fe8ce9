package io.tachograph.verifier;

import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import io.tachograph.verifier.LedgerVerifier.KeptCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads what an auditor keeps of a ledger elsewhere: its key, and a checkpoint. */
public final class KeptElsewhere {
  private static final int MAX_KEY_BYTES = 64 * 1024;
  private static final int MAX_NOTES_BYTES = 64 * 1024 * 1024;

  private KeptElsewhere() {}

  /**
   * A verifier key from its text, or from a file that holds it.
   *
   * @throws IOException if it is neither
   */
  public static VerifierKey key(String textOrFile) throws IOException {
    try {
      return VerifierKey.parse(textOrFile);
    } catch (MalformedNoteException e) {
      try {
        Path file = Path.of(textOrFile);
        if (!Files.exists(file)) {
          throw new IOException("neither a key nor a file with one: " + e.getMessage(), e);
        }
        return VerifierKey.parse(text(file, MAX_KEY_BYTES, "key").strip());
      } catch (InvalidPathException | MalformedNoteException again) {
        throw new IOException("no verifier key: " + again.getMessage(), again);
      }
    }
  }

  /**
   * A checkpoint's note, or the last of several as a ledger's own file holds them.
   *
   * @throws IOException if the file cannot be read, or holds none
   */
  public static SignedNote note(Path file) throws IOException {
    try {
      return SignedNote.parse(lastNote(file));
    } catch (MalformedNoteException e) {
      throw noCheckpoint(file, e);
    }
  }

  /**
   * A checkpoint, to hold its ledger against; of several in the file the last, which is the newest.
   *
   * @throws IOException if the file cannot be read, or holds none
   */
  public static KeptCheckpoint checkpoint(Path file) throws IOException {
    try {
      return KeptCheckpoint.of(file.toString(), lastNote(file).getBytes(StandardCharsets.UTF_8));
    } catch (MalformedNoteException e) {
      throw noCheckpoint(file, e);
    }
  }

  private static String lastNote(Path file) throws IOException {
    String text = text(file, MAX_NOTES_BYTES, "checkpoint").stripTrailing() + "\n";
    int signatures = text.lastIndexOf("\n\n");
    int before = signatures < 0 ? -1 : text.lastIndexOf("\n\n", signatures - 1);
    return before < 0 ? text : text.substring(before + 2);
  }

  private static IOException noCheckpoint(Path file, MalformedNoteException e) {
    return new IOException("the file is no checkpoint: path=" + file + ": " + e.getMessage(), e);
  }

  private static String text(Path file, int maxBytes, String what) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException("the file is too long for a " + what + ": path=" + file);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
