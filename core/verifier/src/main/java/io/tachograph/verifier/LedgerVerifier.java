package io.tachograph.verifier;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one ledger: reads every excerpt of its files in order, re-derives hash, link, sequence
 * and Merkle tree, and judges the signed checkpoints and the chain of their keys. Used once, by one
 * thread, which has the work done on all cores; different ledgers may be verified at the same time.
 */
public final class LedgerVerifier implements AutoCloseable {
  private final LedgerFolder folder;
  private final Progress progress;
  private final boolean digestsWanted;
  private final List<FileHash> digests = new ArrayList<>();
  private final FileDigest checkpointDigest;
  private final @Nullable NoteReader checkpoints;
  private final FolderFiles sideFiles;
  private final List<Path> files;
  private final LedgerJudge judge;
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
    this.progress = progress;
    this.digestsWanted = expectation.digests();
    this.checkpointDigest = new FileDigest(SealCheck.FILE, digestsWanted);
    // Before the entries: what a live writer seals meanwhile may cover more than is read below.
    this.checkpoints = NoteReader.open(folder.path().resolve(SealCheck.FILE), checkpointDigest);
    this.sideFiles = new FolderFiles(folder, digestsWanted);
    this.files = folder.rollFiles();
    for (Path file : files) {
      totalBytes += Files.size(file);
    }
    this.judge = new LedgerJudge(totalBytes, checkpoints, sideFiles, expectation);
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
    judge.close();
  }

  private LedgerReport verify() throws IOException {
    for (Path file : files) {
      verify(file, file.equals(files.get(files.size() - 1)));
    }
    judge.end();
    if (checkpoints != null) {
      bytes += checkpoints.offset();
      digests.add(checkpointDigest.result());
    }
    digests.addAll(sideFiles.digests());
    return judge.report(folder.path().toString(), bytes, digestsWanted ? digests : List.of());
  }

  private void verify(Path path, boolean last) throws IOException {
    try (RollFile file = new RollFile(path)) {
      FileDigest digest = new FileDigest("ledger/" + file.name(), digestsWanted);
      if (file.size() == 0 && last) {
        // Its writer has only just made it, or died then.
        judge.incompleteTail(new LedgerReport.IncompleteTail(file.name(), 0));
      } else {
        long doneBefore = doneBytes;
        RollFileCheck check =
            new RollFileCheck(
                file, judge, (done, total) -> progress.at(doneBefore + done, totalBytes), digest);
        check.run();
        if (last && check.rolled()) {
          judge.note(
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
}
