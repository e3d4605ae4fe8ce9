package io.tachograph.cli;

import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the signed things that the command line is given, within bounds. */
final class Notes {
  /** One proof of the longest entry fits, or many of short ones. */
  private static final int MAX_FILE_BYTES = 64 * 1024 * 1024;

  private static final int MAX_KEY_BYTES = 64 * 1024;

  private static final String PROOF_HEADER = "c2sp.org/tlog-proof@v1\n";

  private Notes() {}

  private static String text(Path file) throws IOException {
    return text(file, MAX_FILE_BYTES, "proof");
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

  /** A verifier key from its text, or from a file that holds it. */
  static VerifierKey key(String textOrFile) throws IOException {
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

  /** The one proof of a file. */
  static TlogProof proof(Path file) throws IOException {
    return parse(file, text(file));
  }

  /** The proofs of a file, one after another. */
  static List<TlogProof> proofs(Path file) throws IOException {
    String text = text(file);
    List<TlogProof> proofs = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int next = text.indexOf("\n" + PROOF_HEADER, start);
      int end = next < 0 ? text.length() : next;
      proofs.add(parse(file, text.substring(start, end).stripTrailing() + "\n"));
      start = next < 0 ? text.length() : next + 1;
    }
    return proofs;
  }

  private static TlogProof parse(Path file, String text) throws IOException {
    try {
      return TlogProof.parse(text);
    } catch (MalformedNoteException e) {
      throw new IOException("the file is no proof: path=" + file + ": " + e.getMessage(), e);
    }
  }

  /** A checkpoint, or the last of several as a ledger's own file holds them. */
  static SignedNote checkpoint(Path file) throws IOException {
    String text = text(file).stripTrailing() + "\n";
    int signatures = text.lastIndexOf("\n\n");
    int before = signatures < 0 ? -1 : text.lastIndexOf("\n\n", signatures - 1);
    try {
      return SignedNote.parse(before < 0 ? text : text.substring(before + 2));
    } catch (MalformedNoteException e) {
      throw new IOException("the file is no checkpoint: path=" + file + ": " + e.getMessage(), e);
    }
  }
}
