package io.tachograph.cli;

import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.TlogProof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the proofs that the command line is given, within bounds. */
final class Proofs {
  /** One proof of the longest entry fits, or many of short ones. */
  private static final int MAX_FILE_BYTES = 64 * 1024 * 1024;

  private static final String PROOF_HEADER = "c2sp.org/tlog-proof@v1\n";

  private Proofs() {}

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new IOException("the file is too long for a proof: path=" + file);
      }
      return new String(bytes, StandardCharsets.UTF_8);
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
}
