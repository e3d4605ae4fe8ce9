package io.tachograph.verifier;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import io.tachograph.verifier.SignatureChecks.Pending;
import io.tachograph.verifier.SignatureChecks.Root;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the checkpoints one after another as the ledger grows to their sizes: those of the folder,
 * and the one that the auditor kept elsewhere. Of several in a row that are wrong in the same way
 * the first is a finding; the others are counted. For one thread.
 */
final class SealCheck {
  /** The file that holds them. */
  static final String FILE = "checkpoints";

  private static final long NONE = Long.MAX_VALUE;

  private final @Nullable NoteReader reader;
  private final Findings findings;
  private final KeyChain keys;
  private final SignatureChecks signatures;
  private final LedgerVerifier.@Nullable KeptCheckpoint kept;
  private @Nullable String origin;
  private @Nullable SignedNote note;
  private @Nullable Checkpoint checkpoint;
  private long offset;
  private long lastSize;
  private boolean keptDone;
  private boolean keptHolds;
  private long checkpoints;
  private long sealed;
  private @Nullable SignedNote sealedBy;
  private long wrong;
  private boolean lastWasBad;
  private boolean lastWasOther;

  SealCheck(
      @Nullable NoteReader reader,
      LedgerVerifier.@Nullable KeptCheckpoint kept,
      Findings findings,
      KeyChain keys,
      ChunkPipeline pipeline)
      throws IOException {
    this.reader = reader;
    this.kept = kept;
    this.keptDone = kept == null;
    this.findings = findings;
    this.keys = keys;
    this.signatures = new SignatureChecks(pipeline, this::settle);
    advance();
  }

  /** What the ledger says its origin is. */
  void origin(@Nullable String name) {
    origin = name;
  }

  /** Whether there is any checkpoint to be judged, so that the tree is needed. */
  boolean wantsTree() {
    return reader != null || kept != null;
  }

  /** The size at which the next one is to be judged. */
  long nextSize() {
    long next = checkpoint == null ? NONE : checkpoint.size();
    return keptDone || kept == null ? next : Math.min(next, kept.checkpoint().size());
  }

  /** The next note of the file that is a checkpoint; what is none is a finding. */
  private void advance() throws IOException {
    note = null;
    checkpoint = null;
    while (reader != null && checkpoint == null) {
      if (!reader.next()) {
        return;
      }
      offset = reader.start();
      try {
        byte[] bytes = reader.bytes();
        if (bytes == null) {
          throw new MalformedNoteException("a note has at most 65536 bytes");
        }
        SignedNote parsed = SignedNote.parse(bytes);
        Checkpoint said = Checkpoint.of(parsed);
        if (said.size() < lastSize) {
          throw new MalformedNoteException("sizes never fall: size=" + said.size());
        }
        lastSize = said.size();
        note = parsed;
        checkpoint = said;
      } catch (MalformedNoteException e) {
        wrong++;
        findings.add(
            new Finding(
                FindingKind.MALFORMED, lastSize, FILE, offset, String.valueOf(e.getMessage())));
      }
    }
  }

  /** The ledger has that many entries; judges what is due. */
  void at(long size, @Nullable Supplier<Hash> tree) throws IOException {
    Hash root = null;
    while (nextSize() <= size) {
      long due = nextSize();
      if (root == null && tree != null && due == size) {
        root = tree.get();
      }
      judge(due, due == size ? root : null);
    }
  }

  private void judge(long size, @Nullable Hash root) throws IOException {
    VerifierKey key = keys.keyFor(size);
    if (!keptDone && kept != null && kept.checkpoint().size() == size) {
      keptDone = true;
      judgeKept(kept, key, root);
    }
    while (checkpoint != null && note != null && checkpoint.size() == size) {
      Pending pending =
          new Pending(
              note,
              size,
              FILE,
              offset,
              root(root, checkpoint),
              checkpoint.origin().equals(origin) ? key : null);
      checkpoints++;
      if (keys.endsEpoch(size)) {
        signatures.settleAll();
        pending.verify();
        settle(pending);
        if (pending.good) {
          keys.confirm(size);
        }
      } else {
        signatures.add(pending);
      }
      advance();
    }
  }

  private static Root root(@Nullable Hash root, Checkpoint checkpoint) {
    return root == null ? Root.UNKNOWN : root.equals(checkpoint.root()) ? Root.SAME : Root.OTHER;
  }

  private void judgeKept(
      LedgerVerifier.KeptCheckpoint outside, @Nullable VerifierKey key, @Nullable Hash root) {
    Root same = root(root, outside.checkpoint());
    boolean good =
        key != null
            && outside.checkpoint().origin().equals(origin)
            && key.hasSigned(outside.note());
    if (!good) {
      keptFinding(outside, FindingKind.BAD_SIGNATURE, "it is not signed by the ledger's key");
    } else if (same == Root.OTHER) {
      keptFinding(
          outside, FindingKind.ROOT_MISMATCH, "the ledger is not the one that it was made of");
    }
    keptHolds = good && same == Root.SAME;
  }

  private void keptFinding(LedgerVerifier.KeptCheckpoint outside, FindingKind kind, String detail) {
    wrong++;
    findings.add(
        new Finding(
            kind,
            outside.checkpoint().size(),
            outside.file(),
            0,
            "the checkpoint kept elsewhere: " + detail));
  }

  private void settle(Pending pending) {
    if (!pending.good) {
      wrong++;
      if (!lastWasBad && !keys.broken()) {
        bad(pending);
      }
      lastWasBad = true;
      return;
    }
    lastWasBad = false;
    if (pending.root == Root.OTHER) {
      wrong++;
      if (!lastWasOther) {
        findings.add(
            new Finding(
                FindingKind.ROOT_MISMATCH,
                pending.size,
                pending.file,
                pending.offset,
                "the entries below this size are not those that were signed: size="
                    + pending.size));
      }
    } else if (pending.root == Root.SAME) {
      if (pending.size >= sealed) {
        sealed = pending.size;
        sealedBy = pending.note;
      }
    }
    lastWasOther = pending.root == Root.OTHER;
  }

  private void bad(Pending pending) {
    VerifierKey next = keys.nextKey();
    String why = "its signature is not by the ledger's key: signers=";
    if (pending.key == null) {
      why =
          keys.isKnown()
              ? "it is of another origin: signers="
              : "the ledger names no key: signers=";
    } else if (next != null && next.hasSigned(pending.note)) {
      why = "it is signed by the key of a later epoch: signers=";
    }
    findings.add(
        new Finding(
            FindingKind.BAD_SIGNATURE,
            pending.size,
            pending.file,
            pending.offset,
            why + pending.note.signers()));
  }

  /** The ledger ends with that many entries: whatever is larger proves that more were there. */
  void end(long size) throws IOException {
    at(size, null);
    signatures.settleAll();
    if (checkpoint != null) {
      truncated(size, FILE, offset, checkpoint.size());
      while (checkpoint != null) {
        advance();
      }
    }
    if (!keptDone && kept != null && kept.checkpoint().origin().equals(origin)) {
      truncated(size, kept.file(), 0, kept.checkpoint().size());
    } else if (!keptDone && kept != null) {
      keptFinding(kept, FindingKind.BAD_SIGNATURE, "it is of another origin");
    }
    keys.end();
  }

  private void truncated(long size, String file, long at, long signedSize) {
    findings.add(
        new Finding(
            FindingKind.TRUNCATED,
            size,
            file,
            at,
            "the ledger ends before the size of a checkpoint: entries="
                + size
                + " checkpoint="
                + signedSize));
  }

  /** How many checkpoints of the folder were judged. */
  long checkpoints() {
    return checkpoints;
  }

  /** The size of the last one that is signed and has the ledger's root; 0 if there is none. */
  long sealed() {
    return sealed;
  }

  /** That one, or null if there is none. */
  @Nullable SignedNote sealedBy() {
    return sealedBy;
  }

  /** How many are wrong, whatever is wrong with them. */
  long wrong() {
    return wrong;
  }

  /** Whether the checkpoint that was kept elsewhere is signed and has the ledger's root. */
  boolean keptHolds() {
    return keptHolds;
  }

  /** Whether the file ends inside of a note. */
  boolean torn() {
    return reader != null && reader.torn();
  }
}
