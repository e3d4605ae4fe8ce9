package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one ledger: reads every excerpt of its files in order and re-derives hash, link and
 * sequence. Used once, by one thread; different ledgers may be verified at the same time.
 *
 * <p>Without checkpoints two things cannot be seen: the last entries taken away together with what
 * the queue's own header says of them, and a chain written anew from some entry to its end.
 */
public final class LedgerVerifier {
  private static final Pattern LEDGER_ID = Pattern.compile("\"ledger_id\":\"([^\"]{1,100})\"");
  private static final Pattern ORIGIN = Pattern.compile("\"origin\":\"([^\"\\\\]{1,300})\"");

  private final LedgerFolder folder;
  private final Expectation expectation;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final OpenCalls calls = new OpenCalls();
  private final Notices notices = new Notices();
  private final ChainCheck chain = new ChainCheck(findings, calls, notices);
  private LedgerReport.@Nullable IncompleteTail incompleteTail;
  private @Nullable String ledgerId;
  private @Nullable String origin;
  private long bytes;
  private long doneBytes;
  private long totalBytes;

  /**
   * What the auditor knows of the ledger from elsewhere.
   *
   * @param ledgerId its id, or null
   * @param origin its origin, or null
   */
  public record Expectation(@Nullable String ledgerId, @Nullable String origin) {
    /** Nothing. */
    public static final Expectation NONE = new Expectation(null, null);
  }

  private LedgerVerifier(LedgerFolder folder, Expectation expectation, Progress progress) {
    this.folder = folder;
    this.expectation = expectation;
    this.progress = progress;
  }

  /**
   * Verifies a ledger; reads only.
   *
   * @throws IOException if its files cannot be read
   */
  public static LedgerReport verify(LedgerFolder folder, Expectation expectation, Progress progress)
      throws IOException {
    return new LedgerVerifier(folder, expectation, progress).verify();
  }

  private LedgerReport verify() throws IOException {
    long start = System.nanoTime();
    List<Path> files = folder.rollFiles();
    for (Path file : files) {
      totalBytes += Files.size(file);
    }
    try (ChunkPipeline pipeline = new ChunkPipeline(totalBytes)) {
      for (Path file : files) {
        verify(file, file.equals(files.get(files.size() - 1)), pipeline);
      }
    }
    if (chain.entries() == 0) {
      findings.add(
          new Finding(FindingKind.TRUNCATED, 0, "", 0, "the ledger holds no entry at all"));
    }
    return new LedgerReport(
        folder.path(),
        ledgerId,
        origin,
        chain.entries(),
        0,
        calls.count(),
        calls.list(),
        bytes,
        Duration.ofNanos(System.nanoTime() - start),
        findings.count(),
        findings.kept(),
        incompleteTail,
        chain.lastHash());
  }

  private void verify(Path path, boolean last, ChunkPipeline pipeline) throws IOException {
    try (RollFile file = new RollFile(path)) {
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
                (done, total) -> progress.at(doneBefore + done, totalBytes));
        check.run(this::identify);
        if (check.incompleteTail() != null) {
          incompleteTail = check.incompleteTail();
        }
      }
      bytes += file.bytesRead();
      doneBytes += file.size();
    }
  }

  /** Reads who the ledger says it is, and compares it with what the auditor expects. */
  private void identify(RollFile file) {
    Entry first = parse(file);
    if (first == null) {
      return;
    }
    String body = first.bodyText();
    ledgerId = group(LEDGER_ID, body);
    origin = group(ORIGIN, body);
    if (!first.type().equals("ledger_created") && first.seq() == 0) {
      wrong(file, "the first entry does not say which ledger this is: type=" + first.type());
    }
    compare(file, "ledger_id", expectation.ledgerId(), ledgerId);
    compare(file, "origin", expectation.origin(), origin);
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

  private static @Nullable String group(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    return matcher.find() ? matcher.group(1) : null;
  }
}
