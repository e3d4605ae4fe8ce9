package io.tachograph.ledger;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.SignedNote;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code pruned/}: what is kept of entries that were dropped. Stateless; for whoever
 * holds the writer lock.
 */
final class PrunedFolder {
  static final String FOLDER_NAME = "pruned";
  private static final String BOUNDARY = "boundary";
  private static final String PROOF_SUFFIX = ".tlog-proof";
  private static final Pattern PROOF_NAME = Pattern.compile("(0|[1-9][0-9]{0,17})\\.tlog-proof");
  private static final String ROLL_FILES = "*.cq4";

  /** Longer is no proof of an entry of ours. */
  private static final long MAX_PROOF_BYTES = 2L << 20;

  private final Path ledgerFolder;
  private final Path folder;

  PrunedFolder(Path ledgerFolder) {
    this.ledgerFolder = ledgerFolder;
    this.folder = ledgerFolder.resolve(FOLDER_NAME);
  }

  /**
   * Where the entries that are left begin, or null if none were dropped.
   *
   * @throws LedgerException {@link Reason#DAMAGED} if the file is no boundary
   */
  @Nullable PrunedBoundary boundary() throws IOException {
    Path file = folder.resolve(BOUNDARY);
    String text = text(file, 2L * SignedNote.MAX_BYTES);
    try {
      return text == null ? null : PrunedBoundary.parse(text);
    } catch (MalformedNoteException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The proof of a dropped entry, in its checkpoint's tree; nobody's signature is verified.
   *
   * @return null if there is none
   * @throws LedgerException {@link Reason#DAMAGED} if it proves nothing
   */
  @Nullable TlogProof proof(long seq) throws IOException {
    Path file = folder.resolve(seq + PROOF_SUFFIX);
    String text = text(file, MAX_PROOF_BYTES);
    if (text == null) {
      return null;
    }
    try {
      TlogProof proof = TlogProof.parse(text);
      Checkpoint checkpoint = proof.verifyInclusion();
      if (proof.index() != seq || checkpoint.size() != seq + 1) {
        throw damaged(file, "it is another entry's, or not sealed by itself", null);
      }
      return proof;
    } catch (MalformedNoteException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable String text(Path file, long maxBytes) throws IOException {
    try {
      if (Files.size(file) > maxBytes) {
        throw damaged(file, "it is longer than any of ours", null);
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static LedgerException damaged(Path file, String what, @Nullable Throwable cause) {
    String message =
        "what was kept of dropped entries is not as it was written, nothing was changed; run verify"
            + " on the ledger: path="
            + file
            + ": "
            + what;
    return cause == null
        ? new LedgerException(Reason.DAMAGED, message)
        : new LedgerException(Reason.DAMAGED, message, cause);
  }

  /** Who the ledger is whose first entry was dropped. */
  LedgerIdentity identity() throws IOException {
    TlogProof first = proof(0);
    if (first == null) {
      throw damaged(folder.resolve(0 + PROOF_SUFFIX), "it is not there", null);
    }
    return LedgerIdentity.of(first.entry(), ledgerFolder);
  }

  /**
   * Follows the keys through the dropped entries, from the first epoch's.
   *
   * @return the key that signs above the boundary
   * @throws LedgerException {@link Reason#DAMAGED} if one is not confirmed by the one before it, or
   *     the boundary is not by the last
   */
  VerifierKey follow(VerifierKey genesis, PrunedBoundary boundary) throws IOException {
    VerifierKey key = genesis;
    VerifierKey signer = genesis;
    for (long seq : proofs().headSet(boundary.size(), false)) {
      TlogProof proof = proof(seq);
      VerifierKey announced =
          proof == null ? null : LedgerIdentity.verifierKey(proof.entry(), ledgerFolder);
      if (proof == null || announced == null || !key.hasSigned(proof.note())) {
        throw damaged(folder.resolve(seq + PROOF_SUFFIX), "no key of this ledger signed it", null);
      }
      // The key before confirms, up to the announcement itself.
      signer = seq + 1 == boundary.size() ? key : announced;
      key = announced;
    }
    if (!signer.hasSigned(boundary.note())) {
      throw damaged(folder.resolve(BOUNDARY), "no key of this ledger signed it", null);
    }
    return key;
  }

  private NavigableSet<Long> proofs() throws IOException {
    NavigableSet<Long> seqs = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher name = PROOF_NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          seqs.add(Long.parseLong(name.group(1)));
        }
      }
    }
    return seqs;
  }

  void create(DurableFiles files) throws IOException {
    files.createFolder(folder);
  }

  void store(TlogProof proof, DurableFiles files) throws IOException {
    store(proof.index() + PROOF_SUFFIX, proof.toString(), files);
  }

  void store(PrunedBoundary boundary, DurableFiles files) throws IOException {
    store(BOUNDARY, boundary.toString(), files);
  }

  private void store(String name, String text, DurableFiles files) throws IOException {
    files.replace(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8), false);
  }

  /**
   * The roll files below the boundary that are still there, oldest first. There are none unless the
   * file that begins at the boundary is there, too.
   */
  List<Path> leftOver() throws IOException {
    PrunedBoundary boundary = boundary();
    if (boundary == null) {
      return List.of();
    }
    List<Path> below = new ArrayList<>();
    for (Path file : rollFiles()) {
      RollFileStart start = RollFileStart.of(file);
      if (start != null && start.seq() >= boundary.size()) {
        return start.seq() == boundary.size() && start.prev().equals(boundary.lastHash())
            ? below
            : List.of();
      }
      below.add(file);
    }
    return List.of();
  }

  private List<Path> rollFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(ledgerFolder.resolve(ChronicleLedger.QUEUE_FOLDER), ROLL_FILES)) {
      all.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  /**
   * Deletes what lies below the boundary, oldest first, so that what is left has no holes. Call it
   * while no queue is open.
   *
   * @return what was deleted
   */
  List<Path> deleteLeftOver(DurableFiles files) throws IOException {
    List<Path> below = leftOver();
    for (Path file : below) {
      // A crash here: the boundary says that the others go as well, the next start deletes them.
      files.delete(file);
    }
    return below;
  }

  /**
   * Checks that the entries that are left begin at the boundary.
   *
   * @param atBoundary the entry whose seq is the boundary's size, or null if there is none
   */
  void requireBegins(@Nullable Entry atBoundary, PrunedBoundary boundary) {
    if (atBoundary == null
        || atBoundary.seq() != boundary.size()
        || !atBoundary.prev().equals(boundary.lastHash())) {
      throw damaged(
          folder.resolve(BOUNDARY),
          "the entry behind it is not there: seq=" + boundary.size(),
          null);
    }
  }
}
