package io.tachograph.verifier;

import io.tachograph.format.ExcerptLayout;
import io.tachograph.format.Hash;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one ledger that stands elsewhere, by the same judges as {@link LedgerVerifier} and as it
 * comes: in chunks on all cores as long as nothing is wrong with them, and entry by entry where
 * something is. Used once, by one thread.
 */
public final class StreamVerifier {
  private final LedgerJudge judge;
  private final ChainCheck chain;
  private final ChunkPipeline pipeline;

  /** What stands in the chunks that are in flight, in their order. */
  private final Queue<List<StreamedEntry>> flights = new ArrayDeque<>();

  private @Nullable Chunk filling;
  private List<StreamedEntry> filled = new ArrayList<>();
  private int end;
  private long bytes;

  private StreamVerifier(LedgerJudge judge) {
    this.judge = judge;
    this.chain = judge.chain();
    this.pipeline = judge.pipeline();
  }

  /**
   * Verifies a ledger.
   *
   * @throws IOException if it cannot be read
   */
  public static LedgerReport verify(LedgerStream ledger, Expectation expectation)
      throws IOException {
    NoteReader checkpoints = NoteReader.of(ledger.checkpoints());
    try (LedgerJudge judge =
            new LedgerJudge(
                Long.MAX_VALUE, checkpoints, new StreamFiles(ledger.files()), expectation);
        LedgerStream.Entries entries = ledger.entries()) {
      StreamVerifier verifier = new StreamVerifier(judge);
      verifier.run(entries);
      for (String disagreement : ledger.disagreements()) {
        judge.findings().add(new Finding(FindingKind.MALFORMED, 0, ledger.name(), 0, disagreement));
      }
      return judge.report(ledger.name(), verifier.bytes, List.of());
    }
  }

  private void run(LedgerStream.Entries entries) throws IOException {
    for (StreamedEntry next = entries.next(); next != null; next = entries.next()) {
      bytes += Hash.LENGTH + next.length();
      if (next.disagreement() != null) {
        judge.findings().add(FindingKind.MALFORMED, next.offset(), next, next.disagreement());
      }
      int framed = framedLength(next);
      if (chain.entries() == 0 || framed > pipeline.chunkBytes()) {
        settleAll();
        single(next);
      } else {
        fill(next, framed);
      }
    }
    settleAll();
    judge.end();
  }

  private static int framedLength(StreamedEntry entry) {
    return (int) ExcerptLayout.next(0, Hash.LENGTH + entry.length());
  }

  private void single(StreamedEntry entry) throws IOException {
    if (chain.entries() == 0) {
      judge.begin(entry, entry.entry());
    }
    byte[] excerpt = new byte[Hash.LENGTH + entry.length()];
    entry.storedHash().copyTo(excerpt, 0);
    entry.copyTo(excerpt, Hash.LENGTH);
    chain.excerpt(entry, excerpt, 0, excerpt.length);
  }

  private void fill(StreamedEntry entry, int framed) throws IOException {
    if (end + framed > pipeline.chunkBytes()) {
      submit();
    }
    Chunk chunk = filling;
    while (chunk == null) {
      chunk = pipeline.free();
      if (chunk == null) {
        settleFirst();
      }
    }
    filling = chunk;
    byte[] buffer = chunk.buffer();
    int length = Hash.LENGTH + entry.length();
    ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).putInt(end, length);
    int start = end + ExcerptLayout.HEADER_BYTES;
    entry.storedHash().copyTo(buffer, start);
    entry.copyTo(buffer, start + Hash.LENGTH);
    Arrays.fill(buffer, start + length, end + framed, (byte) 0);
    filled.add(entry);
    end += framed;
  }

  private void submit() {
    if (filling != null) {
      filling.cut(0, end, end, chain.wantsTree());
      pipeline.submit(filling);
      flights.add(filled);
      filling = null;
      filled = new ArrayList<>();
      end = 0;
    }
  }

  private void settleAll() throws IOException {
    submit();
    while (!flights.isEmpty()) {
      settleFirst();
    }
  }

  private void settleFirst() throws IOException {
    Chunk chunk = pipeline.next();
    List<StreamedEntry> entries = flights.remove();
    if (chunk != null && !chain.takes(chunk)) {
      for (StreamedEntry entry : entries) {
        single(entry);
      }
    }
    if (chunk != null) {
      pipeline.release(chunk);
    }
  }
}
