package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import io.tachograph.format.MalformedEntryException;
import io.tachograph.ledger.LedgerException.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Reads excerpts through a tailer, each checked to be {@code hash || entry} before anyone relies on
 * it. For one thread at a time.
 */
final class ExcerptReader {
  private static final int INITIAL_BUFFER_BYTES = 8 * 1024;

  private final Path path;
  private final ExcerptTailer tailer;
  private final LeafHasher hasher = new LeafHasher();
  private final byte[] computed = new byte[Hash.LENGTH];
  private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
  private long end;

  ExcerptReader(Path path, ExcerptTailer tailer) {
    this.path = path;
    this.tailer = tailer;
  }

  /**
   * The entry at the tailer's position, which moves on, or null if none stands there.
   *
   * @throws LedgerException if an excerpt stands there that is not one of ours
   */
  @Nullable Entry read() {
    try (DocumentContext document = tailer.readingDocument()) {
      Wire wire = document.isPresent() ? document.wire() : null;
      return wire == null ? null : entry(wire.bytes(), document.index());
    }
  }

  /** Where in its file the last entry that was read ends, in bytes. */
  long end() {
    return end;
  }

  /** The hash of the last entry that was read. */
  Hash hash() {
    return Hash.copyOf(computed, 0);
  }

  private Entry entry(Bytes<?> bytes, long index) {
    end = bytes.readLimit();
    long length = bytes.readRemaining();
    if (length > Hash.LENGTH + EntryLayout.MAX_ENTRY_LENGTH) {
      throw damaged("longer than any entry: bytes=" + length, index, null);
    }
    int excerptLength = (int) length;
    if (buffer.length < excerptLength) {
      buffer = new byte[Math.max(excerptLength, buffer.length * 2)];
    }
    bytes.read(buffer, 0, excerptLength);
    try {
      Entry entry = Entry.parse(buffer, Hash.LENGTH, excerptLength - Hash.LENGTH);
      hasher.hash(buffer, Hash.LENGTH, excerptLength - Hash.LENGTH, computed, 0);
      if (!Arrays.equals(computed, 0, Hash.LENGTH, buffer, 0, Hash.LENGTH)) {
        throw damaged("its hash is not that of its bytes: seq=" + entry.seq(), index, null);
      }
      return entry;
    } catch (MalformedEntryException e) {
      throw damaged(String.valueOf(e.getMessage()), index, e);
    }
  }

  private LedgerException damaged(String what, long index, @Nullable Throwable cause) {
    String message =
        "an excerpt is not the entry that was appended, nothing was changed; run verify on the"
            + " ledger: path="
            + path
            + " index=0x"
            + Long.toHexString(index)
            + ": "
            + what;
    return cause == null
        ? new LedgerException(Reason.DAMAGED, message)
        : new LedgerException(Reason.DAMAGED, message, cause);
  }
}
