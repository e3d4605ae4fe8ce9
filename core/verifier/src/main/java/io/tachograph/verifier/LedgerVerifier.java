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
  private static final int PAGE_BYTES = 4096;

  /** The writer maps 160 MiB ahead; this is far more, and little enough to be read. */
  private static final long MAX_TAIL_BYTES = 1L << 30;

  private static final int PROGRESS_EVERY_ENTRIES = 4096;
  private static final Pattern LEDGER_ID = Pattern.compile("\"ledger_id\":\"([^\"]{1,100})\"");
  private static final Pattern ORIGIN = Pattern.compile("\"origin\":\"([^\"\\\\]{1,300})\"");

  private final LedgerFolder folder;
  private final Expectation expectation;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final OpenCalls calls = new OpenCalls();
  private final ChainCheck chain = new ChainCheck(findings, calls);
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
    for (Path file : files) {
      try (RollFile rollFile = new RollFile(file)) {
        boolean last = file.equals(files.get(files.size() - 1));
        if (rollFile.size() == 0 && last) {
          // Its writer has only just made it, or died then.
          incompleteTail = new LedgerReport.IncompleteTail(rollFile.name(), 0);
        } else {
          verify(rollFile);
        }
        bytes += rollFile.bytesRead();
        doneBytes += rollFile.size();
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

  private void verify(RollFile file) throws IOException {
    // Read first: whatever a live writer adds meanwhile only moves it on.
    long writePosition = file.writePosition();
    long lastExcerpt = -1;
    chain.beginFile();
    RollFile.Step step = file.next();
    while (true) {
      switch (step) {
        case DATA -> {
          lastExcerpt = file.offset();
          if (chain.entries() == 0) {
            identify(file);
          }
          chain.excerpt(file);
        }
        case OVERSIZED -> {
          lastExcerpt = file.offset();
          if (!chain.recovers(file)) {
            chain.oversized(file);
          }
        }
        default -> {
          if (step == RollFile.Step.CUT && chain.recovers(file)) {
            lastExcerpt = file.offset();
          } else if (step != RollFile.Step.END || !goesOn(file)) {
            end(file, step, writePosition, lastExcerpt);
            return;
          }
        }
      }
      if (chain.entries() % PROGRESS_EVERY_ENTRIES == 0) {
        progress.at(doneBytes + file.offset(), totalBytes);
      }
      step = file.next();
    }
  }

  /**
   * Looks at what stands behind a zero header: zeros; what a killed writer had copied, for it sets
   * the header last; or what a live writer completed meanwhile: true if so.
   */
  private boolean goesOn(RollFile file) throws IOException {
    if (file.size() - file.offset() > MAX_TAIL_BYTES) {
      malformed(file, file.offset(), "no writer makes a file so much longer than its entries");
      return false;
    }
    long nonZero = file.firstNonZero(file.offset());
    if (nonZero < 0) {
      return false;
    }
    file.refresh();
    if (file.next() != RollFile.Step.END) {
      file.back();
      return true;
    }
    if (file.offset() == 0) {
      malformed(file, nonZero, "the file does not begin with the queue's header");
    } else if (chain.goesOnBehind(file)) {
      // Reading that far took a while, in which a live writer may have set the header.
      file.refresh();
      if (file.next() != RollFile.Step.END) {
        file.back();
        return true;
      }
      malformed(file, file.offset(), "the header is zero, and entries stand behind it");
    } else if (nonZero - file.offset() > RollFile.MAX_EXCERPT_BYTES) {
      malformed(file, nonZero, "bytes far behind the end at offset " + file.offset());
    } else {
      incompleteTail = new LedgerReport.IncompleteTail(file.name(), file.offset());
    }
    return false;
  }

  private void malformed(RollFile file, long offset, String detail) {
    findings.add(FindingKind.MALFORMED, chain.expected(), file, offset, detail);
  }

  private void end(RollFile file, RollFile.Step step, long writePosition, long lastExcerpt)
      throws IOException {
    if (step == RollFile.Step.CUT) {
      truncated(file, file.offset(), "the file ends inside of an excerpt, or without the zeros");
    } else if (writePosition > 0 && writePosition > lastExcerpt) {
      truncated(file, writePosition, "the queue's header says that an entry stands here");
    } else if (step != RollFile.Step.ROLLED && file.size() % PAGE_BYTES != 0) {
      truncated(file, file.size(), "the file does not end with a page");
    }
    if (step == RollFile.Step.INCOMPLETE) {
      incompleteTail = new LedgerReport.IncompleteTail(file.name(), file.offset());
    }
  }

  private void truncated(RollFile file, long offset, String detail) {
    findings.add(FindingKind.TRUNCATED, chain.expected(), file, offset, detail);
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
