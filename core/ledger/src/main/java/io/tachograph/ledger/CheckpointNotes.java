package io.tachograph.ledger;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger's checkpoints from the first to the last, a note at a time, beside somebody who
 * reads its entries. For one thread.
 */
final class CheckpointNotes implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final InputStream in;
  private @Nullable SignedNote ahead;
  private @Nullable Checkpoint aheadCheckpoint;

  private CheckpointNotes(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  static CheckpointNotes open(Path ledgerFolder) throws IOException {
    Path path = ledgerFolder.resolve(CheckpointFile.FILE_NAME);
    InputStream in;
    try {
      in = Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      in = InputStream.nullInputStream();
    }
    return new CheckpointNotes(path, new BufferedInputStream(in, BUFFER_BYTES));
  }

  /**
   * The checkpoint of a tree that this key signed, or null if there is none.
   *
   * @param tree not smaller than at the call before
   * @throws LedgerException {@link Reason#DAMAGED} if one of that size has another root
   */
  @Nullable SignedNote find(Checkpoint tree, VerifierKey key) throws IOException {
    SignedNote found = null;
    for (SignedNote note : ofSize(tree.size())) {
      if (!checkpoint(note).equals(tree)) {
        throw new LedgerException(
            Reason.DAMAGED,
            "the entries are not those that a checkpoint was signed over, so nothing is dropped;"
                + " run verify on the ledger: path="
                + path
                + " size="
                + tree.size());
      }
      if (found == null && key.hasSigned(note)) {
        found = note;
      }
    }
    return found;
  }

  private static Checkpoint checkpoint(SignedNote note) {
    return CheckpointFile.checkpoint(note);
  }

  private List<SignedNote> ofSize(long size) throws IOException {
    List<SignedNote> notes = new ArrayList<>();
    if (ahead == null) {
      advance();
    }
    while (ahead != null && aheadCheckpoint != null && aheadCheckpoint.size() <= size) {
      if (aheadCheckpoint.size() == size) {
        notes.add(ahead);
      }
      advance();
    }
    return notes;
  }

  private void advance() throws IOException {
    byte[] bytes = next();
    try {
      ahead = bytes == null ? null : SignedNote.parse(bytes);
      aheadCheckpoint = ahead == null ? null : Checkpoint.of(ahead);
    } catch (MalformedNoteException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  /** A note's bytes: it ends behind the second of two empty lines. */
  private byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream note = new ByteArrayOutputStream();
    boolean signatures = false;
    int before = 0;
    for (int one = in.read(); one >= 0; one = in.read()) {
      if (one == '\n' && before == '\n') {
        if (signatures) {
          return note.toByteArray();
        }
        signatures = true;
      }
      note.write(one);
      if (note.size() > SignedNote.MAX_BYTES) {
        throw damaged("a note is longer than any of ours", null);
      }
      before = one;
    }
    // A part of one: it was never a checkpoint.
    return null;
  }

  private LedgerException damaged(String what, @Nullable Throwable cause) {
    String message =
        "what stands among the checkpoints is none, so nothing is dropped; run verify on the"
            + " ledger: path="
            + path
            + ": "
            + what;
    return cause == null
        ? new LedgerException(Reason.DAMAGED, message)
        : new LedgerException(Reason.DAMAGED, message, cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
