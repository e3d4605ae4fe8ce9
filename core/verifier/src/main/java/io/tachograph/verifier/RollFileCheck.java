package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Checks one roll file: in chunks on all cores as long as nothing is wrong with them, and excerpt
 * by excerpt where something is. Used once, by one thread.
 */
final class RollFileCheck {
  private static final int PAGE_BYTES = 4096;

  /** The writer maps 160 MiB ahead; this is far more, and little enough to be read. */
  private static final long MAX_TAIL_BYTES = 1L << 30;

  private static final int PROGRESS_EVERY_ENTRIES = 4096;

  private final RollFile file;
  private final LedgerJudge judge;
  private final ChainCheck chain;
  private final Findings findings;
  private final ChunkPipeline pipeline;
  private final Progress progress;
  private final FileDigest digest;
  private long lastExcerpt = -1;

  /** How far the file must be looked at excerpt by excerpt. */
  private long byExcerptUntil;

  private boolean rolled;

  RollFileCheck(RollFile file, LedgerJudge judge, Progress progress, FileDigest digest) {
    this.digest = digest;
    this.file = file;
    this.judge = judge;
    this.chain = judge.chain();
    this.findings = judge.findings();
    this.pipeline = judge.pipeline();
    this.progress = progress;
  }

  /** Whether it ends with the mark that another file follows. */
  boolean rolled() {
    return rolled;
  }

  /** Goes through the file. */
  void run() throws IOException {
    // Read first: whatever a live writer adds meanwhile only moves it on.
    long writePosition = file.writePosition();
    chain.beginFile();
    RollFile.Step step = next();
    while (true) {
      switch (step) {
        case DATA -> {
          lastExcerpt = file.offset();
          if (chain.entries() == 0) {
            judge.begin(file, parse());
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
          } else if (step != RollFile.Step.END || !goesOn()) {
            end(step, writePosition);
            return;
          }
        }
      }
      if (step == RollFile.Step.DATA && digest.wanted()) {
        digest.take(file, file.offset(), file.buffer(), file.headerStart(), file.framedLength());
      }
      if (chain.entries() % PROGRESS_EVERY_ENTRIES == 0) {
        progress.at(file.offset(), file.size());
      }
      step = next();
    }
  }

  private @Nullable Entry parse() {
    int length = file.length() - Hash.LENGTH;
    try {
      return length < 0 ? null : Entry.parse(file.buffer(), file.dataStart() + Hash.LENGTH, length);
    } catch (MalformedEntryException e) {
      // The chain's check finds it, and says what is wrong with it.
      return null;
    }
  }

  private RollFile.Step next() throws IOException {
    if (chain.entries() > 0 && file.position() >= byExcerptUntil) {
      chunks();
    }
    return file.next();
  }

  /** Goes as far as whole chunks are in order. */
  private void chunks() throws IOException {
    ChunkCutter cutter = new ChunkCutter(file, file.position(), chain.wantsTree());
    boolean more = true;
    boolean any = false;
    while (true) {
      for (Chunk chunk = more ? pipeline.free() : null; chunk != null; chunk = pipeline.free()) {
        more = cutter.cut(chunk);
        if (!more) {
          pipeline.release(chunk);
          break;
        }
        pipeline.submit(chunk);
      }
      Chunk chunk = pipeline.next();
      if (chunk == null) {
        file.goTo(cutter.position());
        if (!any) {
          // So that what cannot be cut is not read again for every excerpt.
          byExcerptUntil = file.position() + Chunk.MAX_BYTES;
        }
        return;
      }
      any = true;
      boolean taken = chain.takes(chunk);
      if (taken) {
        lastExcerpt = chunk.lastExcerpt();
        digest.take(file, chunk.offset(), chunk.buffer(), 0, chunk.length());
        progress.at(chunk.nextOffset(), file.size());
      } else {
        // Something is wrong in it, or it was read while it was written: looked at anew.
        file.goTo(chunk.offset());
        byExcerptUntil = chunk.nextOffset();
      }
      pipeline.release(chunk);
      if (!taken) {
        pipeline.discard();
        return;
      }
    }
  }

  /**
   * Looks at what stands behind a zero header: zeros; what a killed writer had copied, for it sets
   * the header last; or what a live writer completed meanwhile: true if so.
   */
  private boolean goesOn() throws IOException {
    if (file.size() - file.offset() > MAX_TAIL_BYTES) {
      malformed(file.offset(), "no writer makes a file so much longer than its entries");
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
      malformed(nonZero, "the file does not begin with the queue's header");
    } else if (chain.goesOnBehind(file)) {
      // Reading that far took a while, in which a live writer may have set the header.
      file.refresh();
      if (file.next() != RollFile.Step.END) {
        file.back();
        return true;
      }
      malformed(file.offset(), "the header is zero, and entries stand behind it");
    } else if (nonZero - file.offset() > RollFile.MAX_EXCERPT_BYTES) {
      malformed(nonZero, "bytes far behind the end at offset " + file.offset());
    } else {
      judge.incompleteTail(new LedgerReport.IncompleteTail(file.name(), file.offset()));
    }
    return false;
  }

  private void malformed(long offset, String detail) {
    findings.add(new Finding(FindingKind.MALFORMED, chain.expected(), file.name(), offset, detail));
  }

  private void end(RollFile.Step step, long writePosition) throws IOException {
    if (step == RollFile.Step.CUT) {
      truncated(file.offset(), "the file ends inside of an excerpt, or without the zeros");
    } else if (writePosition > 0 && writePosition > lastExcerpt && saysEntry(step, writePosition)) {
      truncated(writePosition, "the queue's header says that an entry stands here");
    } else if (step != RollFile.Step.ROLLED && file.size() % PAGE_BYTES != 0) {
      truncated(file.size(), "the file does not end with a page");
    }
    if (step == RollFile.Step.INCOMPLETE) {
      judge.incompleteTail(new LedgerReport.IncompleteTail(file.name(), file.offset()));
    }
    rolled = step == RollFile.Step.ROLLED;
    digest.upTo(file, file.size());
  }

  /**
   * Whether the queue's write position means an entry. While the queue makes the indexes of a new
   * file, whose own header is not complete then, it is where the first of them goes.
   */
  private boolean saysEntry(RollFile.Step step, long writePosition) throws IOException {
    boolean beginIsUnfinished = step == RollFile.Step.INCOMPLETE && file.offset() == 0;
    return !beginIsUnfinished || file.hasDataExcerptAt(writePosition);
  }

  private void truncated(long offset, String detail) {
    findings.add(new Finding(FindingKind.TRUNCATED, chain.expected(), file.name(), offset, detail));
  }
}
