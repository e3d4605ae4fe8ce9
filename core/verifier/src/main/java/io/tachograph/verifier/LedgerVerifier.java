package io.tachograph.verifier;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one ledger: reads every excerpt of its files in order, re-derives hash, link, sequence
 * and Merkle tree, and judges the signed checkpoints and the chain of their keys. Used once, by one
 * thread, which has the work done on all cores; different ledgers may be verified at the same time.
 */
public final class LedgerVerifier implements AutoCloseable {
  private static final String VKEY_FILE = "ledger.vkey";
  private static final int MAX_VKEY_BYTES = 4096;

  private final LedgerFolder folder;
  private final Expectation expectation;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final OpenCalls calls = new OpenCalls();
  private final KeyChain keys = new KeyChain(findings);
  private final Notices notices = new Notices(keys);
  private final List<FileHash> digests = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final FileDigest checkpointDigest;
  private final @Nullable NoteReader checkpoints;
  private final @Nullable PrunedFolder pruned;
  private final List<Path> files;
  private final ChunkPipeline pipeline;
  private final SealCheck seals;
  private final TreeCheck tree;
  private final ChainCheck chain;
  private LedgerReport.@Nullable IncompleteTail incompleteTail;
  private Identity identity = Identity.UNKNOWN;
  private long bytes;
  private long doneBytes;
  private long totalBytes;

  /**
   * A checkpoint that the auditor kept elsewhere.
   *
   * @param file where it was kept, for findings
   * @param note the signed note
   * @param checkpoint what it says
   */
  public record KeptCheckpoint(String file, SignedNote note, Checkpoint checkpoint) {
    /**
     * Of a note's bytes.
     *
     * @throws MalformedNoteException if they are no checkpoint
     */
    public static KeptCheckpoint of(String file, byte[] bytes) throws MalformedNoteException {
      SignedNote note = SignedNote.parse(bytes);
      return new KeptCheckpoint(file, note, Checkpoint.of(note));
    }
  }

  /**
   * What the auditor knows of the ledger from elsewhere, and wants to know.
   *
   * @param ledgerId its id, or null
   * @param origin its origin, or null
   * @param vkey its genesis key, or null
   * @param checkpoint a checkpoint of it, or null
   * @param digests whether the report is to hold the SHA-256 of every file, which takes as long
   *     again
   */
  public record Expectation(
      @Nullable String ledgerId,
      @Nullable String origin,
      @Nullable VerifierKey vkey,
      @Nullable KeptCheckpoint checkpoint,
      boolean digests) {
    /** Nothing. */
    public static final Expectation NONE = new Expectation(null, null);

    /** Who it is. */
    public Expectation(@Nullable String ledgerId, @Nullable String origin) {
      this(ledgerId, origin, null, null, false);
    }
  }

  private LedgerVerifier(LedgerFolder folder, Expectation expectation, Progress progress)
      throws IOException {
    this.folder = folder;
    this.expectation = expectation;
    this.progress = progress;
    this.checkpointDigest = new FileDigest(SealCheck.FILE, expectation.digests());
    // Before the entries: what a live writer seals meanwhile may cover more than is read below.
    this.checkpoints = NoteReader.open(folder.path().resolve(SealCheck.FILE), checkpointDigest);
    this.pruned = PrunedFolder.read(folder, findings, expectation.digests());
    this.files = folder.rollFiles();
    for (Path file : files) {
      totalBytes += Files.size(file);
    }
    this.pipeline = new ChunkPipeline(totalBytes);
    this.seals = new SealCheck(checkpoints, expectation.checkpoint(), findings, keys, pipeline);
    this.tree = new TreeCheck(seals);
    this.chain = new ChainCheck(findings, calls, notices, tree);
  }

  /**
   * Verifies a ledger; reads only.
   *
   * @throws IOException if its files cannot be read
   */
  public static LedgerReport verify(LedgerFolder folder, Expectation expectation, Progress progress)
      throws IOException {
    try (LedgerVerifier verifier = new LedgerVerifier(folder, expectation, progress)) {
      return verifier.verify();
    }
  }

  @Override
  public void close() throws IOException {
    pipeline.close();
    if (checkpoints != null) {
      checkpoints.close();
    }
  }

  private LedgerReport verify() throws IOException {
    long start = System.nanoTime();
    for (Path file : files) {
      verify(file, file.equals(files.get(files.size() - 1)));
    }
    chain.end();
    if (chain.entries() == 0) {
      findings.add(
          new Finding(FindingKind.TRUNCATED, 0, "", 0, "the ledger holds no entry at all"));
    }
    seals.end(chain.expected());
    if (seals.torn()) {
      notes.add(
          "the last checkpoint is incomplete: its writer ended inside of it, or is there now");
    }
    if (checkpoints != null) {
      bytes += checkpoints.offset();
      digests.add(checkpointDigest.result());
    }
    if (pruned != null) {
      digests.addAll(pruned.digests());
    }
    long unsealed = Math.min(chain.entries(), Math.max(0, chain.expected() - seals.sealed()));
    return new LedgerReport(
        folder.path(),
        identity.ledgerId(),
        identity.origin(),
        chain.entries(),
        seals.sealed(),
        seals.sealedBy(),
        unsealed,
        seals.checkpoints(),
        calls.count(),
        calls.list(),
        bytes,
        Duration.ofNanos(System.nanoTime() - start),
        findings.count(),
        findings.kept(),
        incompleteTail,
        chain.lastHash(),
        Verdicts.of(findings, seals, keys, notices),
        List.copyOf(notes),
        expectation.digests() ? List.copyOf(digests) : List.of());
  }

  private void verify(Path path, boolean last) throws IOException {
    try (RollFile file = new RollFile(path)) {
      FileDigest digest = new FileDigest("ledger/" + file.name(), expectation.digests());
      if (file.size() == 0 && last) {
        // Its writer has only just made it, or died then.
        incompleteTail = new LedgerReport.IncompleteTail(file.name(), 0);
      } else {
        long doneBefore = doneBytes;
        RollFileCheck check =
            new RollFileCheck(
                file,
                chain,
                findings,
                pipeline,
                (done, total) -> progress.at(doneBefore + done, totalBytes),
                digest);
        check.run(this::begin);
        if (check.incompleteTail() != null) {
          incompleteTail = check.incompleteTail();
        }
        if (last && check.rolled()) {
          notes.add(
              "the last file ends with the mark that another one follows: unless its writer ended"
                  + " or was pausing there, a later file is gone: file="
                  + file.name());
        }
      }
      digests.add(digest.result());
      bytes += file.bytesRead();
      doneBytes += file.size();
    }
  }

  /** Looks at the first entry that is left: who the ledger is, and where it begins. */
  private void begin(RollFile file) throws IOException {
    Entry first = parse(file);
    PrunedBoundary boundary = pruned == null ? null : pruned.boundary();
    if (first == null) {
      return;
    }
    if (first.seq() > 0 && boundary != null && pruned != null) {
      identity = pruned.identity();
      beginBehind(boundary, pruned, first.seq());
    } else {
      identity = Identity.of(first);
      if (identity.genesis() != null) {
        keys.begin(identity.genesis());
      }
    }
    if (!first.type().equals(Identity.LEDGER_CREATED) && first.seq() == 0) {
      wrong(file, "the first entry does not say which ledger this is: type=" + first.type());
    }
    seals.origin(identity.origin());
    compare(file, "ledger_id", expectation.ledgerId(), identity.ledgerId());
    compare(file, "origin", expectation.origin(), identity.origin());
    VerifierKey genesis = identity.genesis();
    compare(
        file,
        "genesis key",
        expectation.vkey() == null ? vkeyFile() : expectation.vkey().toString(),
        genesis == null ? null : genesis.toString());
  }

  private void beginBehind(PrunedBoundary boundary, PrunedFolder dropped, long firstSeq)
      throws IOException {
    if (dropped.identity().genesis() != null) {
      keys.begin(dropped.identity().genesis());
    }
    dropped.announced().forEach(key -> keys.rotated(key.seq(), key.vkey()));
    seals.origin(dropped.identity().origin());
    boolean behind = firstSeq >= boundary.size();
    // Where dropping was not finished, what is left below the boundary stands as it is.
    chain.beginAt(behind ? boundary.size() : firstSeq, behind ? boundary.lastHash() : null);
    MerkleFrontier edge = boundary.frontier();
    tree.beginWith(edge);
    seals.at(boundary.size(), edge::root);
    notes.add("the entries below seq " + boundary.size() + " were dropped");
  }

  private @Nullable String vkeyFile() throws IOException {
    Path file = folder.path().resolve(VKEY_FILE);
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_VKEY_BYTES) {
      return null;
    }
    byte[] content = Files.readAllBytes(file);
    FileDigest digest = new FileDigest(VKEY_FILE, true);
    digest.take(content);
    digests.add(digest.result());
    return new String(content, StandardCharsets.UTF_8).strip();
  }

  private static @Nullable Entry parse(RollFile file) {
    int length = file.length() - Hash.LENGTH;
    try {
      return length < 0 ? null : Entry.parse(file.buffer(), file.dataStart() + Hash.LENGTH, length);
    } catch (MalformedEntryException e) {
      // The chain's check finds it, and says what is wrong with it.
      return null;
    }
  }

  private void compare(
      RollFile file, String what, @Nullable String expected, @Nullable String found) {
    if (expected != null && !expected.equals(found)) {
      wrong(file, "another " + what + " than expected: expected=" + expected + " found=" + found);
    }
  }

  private void wrong(RollFile file, String detail) {
    findings.add(FindingKind.WRONG_LEDGER, 0, file, file.offset(), detail);
  }
}
