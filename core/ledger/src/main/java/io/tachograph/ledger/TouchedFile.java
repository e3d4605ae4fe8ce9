package io.tachograph.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.jspecify.annotations.Nullable;

/**
 * The roll file that is written to, as {@link SpaceAhead} sees it: its blocks on the disk, and its
 * pages in Chronicle's own mapping of it. For one thread at a time.
 */
final class TouchedFile implements AutoCloseable {
  private final ReferenceOwner owner = ReferenceOwner.temporary("tachograph-toucher");
  private final Path path;
  private final @Nullable Object key;
  private final SingleChronicleQueueStore store;
  private final MappedFile mapped;
  private final ZeroFill zeros;
  private @Nullable MappedBytesStore block;
  private @Nullable MappedBytesStore before;

  /**
   * Opens it a second time.
   *
   * @param store Chronicle's view of the same file, closed with this one
   * @param fresh whether it is known to hold nothing but zeros behind what was written in this run
   */
  TouchedFile(SingleChronicleQueueStore store, boolean fresh) throws IOException {
    this.store = store;
    this.path = store.file().toPath();
    try (MappedBytes bytes = store.bytes()) {
      this.mapped = bytes.mappedFile();
    }
    this.key = key();
    this.zeros = new ZeroFill(path, fresh);
  }

  Path path() {
    return path;
  }

  /** Whether its name still leads to it. */
  boolean isInPlace() {
    try {
      return Objects.equals(key, key());
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable Object key() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      throw new IOException("the file is gone", e);
    }
  }

  /**
   * Allocates from one page on, as far as one mapped block reaches, but not further than {@code
   * to}.
   *
   * @return up to where; above {@code from}
   */
  long allocate(long from, long to) throws IOException {
    // Chronicle makes the file as long as it wants it before it maps it.
    long end = Math.min(to, map(from).safeLimit());
    zeros.fill(from, end);
    return end;
  }

  /** Takes the page faults that the writer would meet. What is touched must be allocated. */
  void touch(long from, long to) throws IOException {
    MappedBytesStore pages = map(from);
    for (long at = from; at < to; at += ZeroFill.PAGE_BYTES) {
      pages.compareAndSwapInt(at, 0, 0);
    }
  }

  /** The block that holds an offset. It and the one before stay mapped: the writer is in one. */
  private MappedBytesStore map(long offset) throws IOException {
    MappedBytesStore current = block;
    if (current != null && current.inside(offset)) {
      return current;
    }
    MappedBytesStore next = mapped.acquireByteStore(owner, offset);
    release(before);
    before = current;
    block = next;
    return next;
  }

  private void release(@Nullable MappedBytesStore one) {
    if (one != null) {
      one.release(owner);
    }
  }

  @Override
  public void close() throws IOException {
    release(before);
    release(block);
    before = null;
    block = null;
    store.close();
    zeros.close();
  }
}
