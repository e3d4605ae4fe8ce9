package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.VerifierKey;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of one ledger, wherever its entries stand: who it is, its chain, its tree, its
 * checkpoints and their keys. It is shown the entries in order and asked for a report at the end.
 * Used once, by one thread.
 */
final class LedgerJudge implements AutoCloseable {
  private final Expectation expectation;
  private final SideFiles files;
  private final @Nullable NoteReader checkpoints;
  private final Findings findings = new Findings();
  private final OpenCalls calls = new OpenCalls();
  private final KeyChain keys = new KeyChain(findings);
  private final Notices notices = new Notices(keys);
  private final List<String> notes = new ArrayList<>();
  private final @Nullable PrunedFolder pruned;
  private final ChunkPipeline pipeline;
  private final SealCheck seals;
  private final TreeCheck tree;
  private final ChainCheck chain;
  private final long start = System.nanoTime();
  private LedgerReport.@Nullable IncompleteTail incompleteTail;
  private Identity identity = Identity.UNKNOWN;

  /**
   * Of a ledger of about so many bytes.
   *
   * @param checkpoints its checkpoints, closed with this; null if there are none
   */
  LedgerJudge(
      long ledgerBytes, @Nullable NoteReader checkpoints, SideFiles files, Expectation expectation)
      throws IOException {
    this.checkpoints = checkpoints;
    this.files = files;
    this.expectation = expectation;
    this.pruned = PrunedFolder.read(files, findings);
    this.pipeline = new ChunkPipeline(ledgerBytes);
    this.seals = new SealCheck(checkpoints, expectation.checkpoint(), findings, keys, pipeline);
    this.tree = new TreeCheck(seals);
    this.chain = new ChainCheck(findings, calls, notices, tree);
  }

  ChainCheck chain() {
    return chain;
  }

  Findings findings() {
    return findings;
  }

  ChunkPipeline pipeline() {
    return pipeline;
  }

  /** Something worth knowing that is no finding. */
  void note(String text) {
    notes.add(text);
  }

  /** A writer left an excerpt incomplete. */
  void incompleteTail(LedgerReport.IncompleteTail tail) {
    incompleteTail = tail;
  }

  /**
   * Looks at the first entry that is left: who the ledger is, and where it begins.
   *
   * @param first null if it does not parse, which the chain's check finds
   */
  void begin(Place at, @Nullable Entry first) throws IOException {
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
      wrong(at, "the first entry does not say which ledger this is: type=" + first.type());
    }
    seals.origin(identity.origin());
    compare(at, "ledger_id", expectation.ledgerId(), identity.ledgerId());
    compare(at, "origin", expectation.origin(), identity.origin());
    VerifierKey genesis = identity.genesis();
    compare(
        at,
        "genesis key",
        expectation.vkey() == null ? copyOfKey() : expectation.vkey().toString(),
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

  private @Nullable String copyOfKey() throws IOException {
    byte[] content = files.read(SideFiles.VKEY);
    return content == null ? null : new String(content, StandardCharsets.UTF_8).strip();
  }

  private void compare(Place at, String what, @Nullable String expected, @Nullable String found) {
    if (expected != null && !expected.equals(found)) {
      wrong(at, "another " + what + " than expected: expected=" + expected + " found=" + found);
    }
  }

  private void wrong(Place at, String detail) {
    findings.add(FindingKind.WRONG_LEDGER, 0, at, detail);
  }

  /** The ledger ends here. */
  void end() throws IOException {
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
  }

  /** What was found. */
  LedgerReport report(String ledger, long bytes, List<FileHash> digests) {
    long unsealed = Math.min(chain.entries(), Math.max(0, chain.expected() - seals.sealed()));
    return new LedgerReport(
        ledger,
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
        List.copyOf(digests));
  }

  @Override
  public void close() throws IOException {
    pipeline.close();
    if (checkpoints != null) {
      checkpoints.close();
    }
  }
}
