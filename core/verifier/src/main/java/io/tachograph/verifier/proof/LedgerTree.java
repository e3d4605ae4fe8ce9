package io.tachograph.verifier.proof;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.InclusionProof;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.SignedNote;
import io.tachograph.format.TlogProof;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's entries and the tree over them, as its files give them; proofs that leave it were
 * checked against their checkpoint's root. For one thread.
 */
final class LedgerTree implements AutoCloseable {
  private static final String TILES = "tiles";
  private static final String PRUNED = "pruned";
  private static final String BOUNDARY = "boundary";
  private static final String PROOF = ".tlog-proof";

  /** The longest entry in base64, and all else of a proof. */
  private static final int MAX_FILE_BYTES = 23 * 1024 * 1024;

  private final Path folder;
  private final EntryLocator locator;
  private final @Nullable PrunedBoundary boundary;
  private final LedgerNodes tiled;
  private final LedgerNodes untiled;

  /** So many entries were seen to be there, the dropped ones among them. */
  private long reached;

  private LedgerTree(Path folder, EntryLocator locator, @Nullable PrunedBoundary boundary) {
    this.folder = folder;
    this.locator = locator;
    this.boundary = boundary;
    this.reached = boundary == null ? 0 : boundary.size();
    StoredLeaves leaves = new StoredLeaves(locator);
    this.tiled = new LedgerNodes(folder.resolve(TILES), leaves, boundary);
    this.untiled = new LedgerNodes(null, leaves, boundary);
  }

  static LedgerTree open(LedgerFolder ledger) throws IOException {
    PrunedBoundary boundary = null;
    Path file = ledger.path().resolve(PRUNED).resolve(BOUNDARY);
    try {
      boundary = PrunedBoundary.parse(text(file));
    } catch (NoSuchFileException e) {
      // Nothing was dropped.
    } catch (MalformedNoteException e) {
      throw new IOException("the boundary of what was pruned does not hold: path=" + file, e);
    }
    return new LedgerTree(ledger.path(), EntryLocator.open(ledger), boundary);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8);
    }
  }

  /** How many entries were dropped from the front. */
  long prunedSize() {
    return boundary == null ? 0 : boundary.size();
  }

  /** Whether the ledger's files hold the last entry of a tree of that size. */
  boolean reaches(long size) throws IOException {
    if (size > reached && locator.place(size - 1) != null) {
      reached = size;
    }
    return size <= reached;
  }

  /**
   * The entry of a seq whose hash is the stored one; of a dropped one if a proof of it was kept.
   */
  Entry entry(long seq) throws IOException {
    if (seq < prunedSize()) {
      return kept(seq).entry();
    }
    Located located = locator.locate(seq);
    if (located == null) {
      throw new NotProvableException(
          "the ledger's files hold no entry of this seq: seq="
              + seq
              + "; verify says what is gone");
    }
    if (!located.entry().hash().equals(located.storedHash())) {
      throw new NotProvableException(
          "the entry was changed, its hash is not the stored one: seq="
              + seq
              + " file="
              + located.file()
              + " offset="
              + located.offset());
    }
    return located.entry();
  }

  /** The proof of a dropped entry that pruning left. */
  private TlogProof kept(long seq) throws IOException {
    try {
      return TlogProof.parse(text(folder.resolve(PRUNED).resolve(seq + PROOF)));
    } catch (NoSuchFileException e) {
      throw new NotProvableException(
          "the entry was pruned: seq="
              + seq
              + " first="
              + prunedSize()
              + "; a proof that was made before stays valid");
    } catch (MalformedNoteException e) {
      throw new IOException("a kept proof cannot be read: seq=" + seq, e);
    }
  }

  /**
   * The verified proof of an entry against a checkpoint; its signature is not looked at.
   *
   * @throws NotProvableException if the entries do not make up the checkpoint's root
   */
  TlogProof proof(long seq, SignedNote note) throws IOException {
    if (seq < prunedSize()) {
      return kept(seq);
    }
    Entry entry = entry(seq);
    try {
      Checkpoint checkpoint = Checkpoint.of(note);
      if (!reaches(checkpoint.size())) {
        throw new NotProvableException(
            "the ledger ends before this checkpoint: size="
                + checkpoint.size()
                + "; verify says what is gone");
      }
      TlogProof proof = proof(entry, checkpoint, note, tiled);
      if (!holds(proof)) {
        proof = proof(entry, checkpoint, note, untiled);
        proof.verifyInclusion();
      }
      return proof;
    } catch (MalformedNoteException e) {
      throw new NotProvableException(
          "the ledger's entries do not make up its checkpoint: "
              + e.getMessage()
              + "; verify says what is wrong");
    }
  }

  private static TlogProof proof(
      Entry entry, Checkpoint checkpoint, SignedNote note, LedgerNodes nodes) throws IOException {
    return new TlogProof(
        entry, entry.seq(), InclusionProof.path(entry.seq(), checkpoint.size(), nodes), note);
  }

  private static boolean holds(TlogProof proof) {
    try {
      proof.verifyInclusion();
      return true;
    } catch (MalformedNoteException e) {
      // A tile is wrong, or an entry is: the entries themselves tell.
      return false;
    }
  }

  /** The tree's nodes by its tiles, or by its entries alone. */
  LedgerNodes nodes(boolean byTiles) {
    return byTiles ? tiled : untiled;
  }

  long bytesRead() {
    return locator.bytesRead() + tiled.tileBytes();
  }

  @Override
  public void close() throws IOException {
    locator.close();
  }
}
