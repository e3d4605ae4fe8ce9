package io.tachograph.verifier;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is left of entries that were dropped: the boundary, and the proofs by which the keys are
 * followed from the genesis key to it. Read and judged at once. For one thread.
 */
final class PrunedFolder {
  private static final String FOLDER = "pruned";
  private static final String BOUNDARY = "boundary";
  private static final String PROOF_NAME = "(0|[1-9][0-9]{0,17})\\.tlog-proof";
  private static final String KEY_ROTATED = "key_rotated";
  private static final long MAX_SIZE = 1L << 60;

  /** A key that a dropped entry announced. */
  record Announced(long seq, String vkey) {}

  private final SideFiles files;
  private final Findings findings;
  private final List<Announced> announced = new ArrayList<>();
  private @Nullable PrunedBoundary boundary;
  private Identity identity = Identity.UNKNOWN;

  private PrunedFolder(SideFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /** Reads the folder; null if nothing was dropped. */
  static @Nullable PrunedFolder read(SideFiles files, Findings findings) throws IOException {
    if (files.namesIn(FOLDER).isEmpty()) {
      return null;
    }
    PrunedFolder folder = new PrunedFolder(files, findings);
    folder.read();
    return folder;
  }

  private void read() throws IOException {
    String name = BOUNDARY;
    try {
      if (files.namesIn(FOLDER).contains(BOUNDARY)) {
        PrunedBoundary said = PrunedBoundary.parse(text(BOUNDARY));
        if (said.size() > MAX_SIZE) {
          throw new MalformedNoteException("no ledger has so many entries: size=" + said.size());
        }
        boundary = said;
      }
      VerifierKey key = null;
      long keySince = -1;
      for (Map.Entry<Long, String> proof : proofs().entrySet()) {
        name = proof.getValue();
        long seq = proof.getKey();
        if (boundary != null && seq < boundary.size()) {
          VerifierKey before = key;
          key = follow(seq, TlogProof.parse(text(name)), before);
          keySince = seq;
          if (seq + 1 == boundary.size() && before != null) {
            // The old key signs up to its end.
            key = before;
          }
        }
      }
      name = BOUNDARY;
      if (boundary != null && (key == null || !isSigned(boundary, key))) {
        bad(name, "not signed by the key that the proofs lead to: since=" + keySince);
      }
    } catch (MalformedNoteException e) {
      bad(name, String.valueOf(e.getMessage()));
    }
  }

  private boolean isSigned(PrunedBoundary dropped, VerifierKey key) throws MalformedNoteException {
    return Checkpoint.of(dropped.note()).origin().equals(key.name())
        && key.hasSigned(dropped.note());
  }

  /** The key that the proved entry leads to. */
  private VerifierKey follow(long seq, TlogProof proof, @Nullable VerifierKey before)
      throws MalformedNoteException {
    String type = proof.entry().type();
    Identity said = Identity.of(proof.entry());
    VerifierKey named = said.genesis();
    boolean first = seq == 0;
    if (named == null
        || proof.index() != seq
        || !type.equals(first ? Identity.LEDGER_CREATED : KEY_ROTATED)
        || (first ? named : before) == null) {
      throw new MalformedNoteException("the proof is not of an entry that names a key: seq=" + seq);
    }
    VerifierKey signer = before == null ? named : before;
    Checkpoint checkpoint = proof.verify(signer);
    if (first) {
      identity = said;
    } else if (checkpoint.size() != seq + 1) {
      throw new MalformedNoteException(
          "the key before did not sign up to the announcement: size=" + checkpoint.size());
    } else {
      announced.add(new Announced(seq, named.toString()));
    }
    return named;
  }

  /** The proofs' names, in order of seq. */
  private Map<Long, String> proofs() throws IOException {
    Map<Long, String> names = new TreeMap<>();
    for (String name : files.namesIn(FOLDER)) {
      if (name.matches(PROOF_NAME)) {
        names.put(Long.parseLong(name.substring(0, name.indexOf('.'))), name);
      }
    }
    return names;
  }

  private String text(String name) throws IOException, MalformedNoteException {
    byte[] bytes = files.read(FOLDER + "/" + name);
    if (bytes == null) {
      throw new MalformedNoteException("no file, or one much too long");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void bad(String name, String detail) {
    findings.add(
        new Finding(
            FindingKind.BAD_SIGNATURE,
            boundary == null ? 0 : boundary.size(),
            FOLDER + "/" + name,
            0,
            detail));
  }

  /** Where the dropped entries end, or null if that cannot be read. */
  @Nullable PrunedBoundary boundary() {
    return boundary;
  }

  /** Who the ledger is, by the dropped first entry. */
  Identity identity() {
    return identity;
  }

  /** The keys that dropped entries announced, in order. */
  List<Announced> announced() {
    return announced;
  }
}
