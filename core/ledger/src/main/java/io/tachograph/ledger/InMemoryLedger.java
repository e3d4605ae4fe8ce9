package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is gone with the process, for tests and trials: the same chain over the same bytes,
 * without files.
 */
public final class InMemoryLedger extends ChainedLedger {
  private final List<byte[]> excerpts = new CopyOnWriteArrayList<>();

  /** A new ledger, created and opened. */
  public InMemoryLedger(LedgerSettings settings) {
    super(settings, "memory");
    begin(LedgerIdentity.create(settings), null, null);
  }

  @Override
  void makeRoom(int length, long nanos) {
    // The heap is all the room there is.
  }

  @Override
  void write(byte[] excerpt, int length) {
    excerpts.add(Arrays.copyOf(excerpt, length));
  }

  @Override
  void wrote(long seq) {
    // Nobody waits for a disk.
  }

  @Override
  void settle(long seq) {
    // Memory is all there is.
  }

  @Override
  void sync() {
    // Memory is all there is.
  }

  @Override
  void repair() {
    // The list is whole, whatever happened.
  }

  @Override
  void seal() {
    // Nobody could be shown it.
  }

  @Override
  void unfollow() {
    // Nothing follows it.
  }

  @Override
  @Nullable LedgerHead recover() {
    int size = excerpts.size();
    return size == 0 ? null : new LedgerHead(size - 1, Hash.copyOf(excerpts.get(size - 1), 0));
  }

  @Override
  void release() {
    excerpts.clear();
  }

  @Override
  public LedgerCursor read(long fromSeq) {
    failIfClosed();
    return new Cursor(Math.toIntExact(fromSeq));
  }

  private final class Cursor implements LedgerCursor {
    private int next;

    Cursor(int next) {
      this.next = next;
    }

    @Override
    public @Nullable Entry next() {
      failIfClosed();
      if (next >= excerpts.size()) {
        return null;
      }
      byte[] excerpt = excerpts.get(next++);
      try {
        return Entry.parse(excerpt, Hash.LENGTH, excerpt.length - Hash.LENGTH);
      } catch (MalformedEntryException e) {
        throw new IllegalStateException("an entry of ours does not parse: seq=" + (next - 1), e);
      }
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
