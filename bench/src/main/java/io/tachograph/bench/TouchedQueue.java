package io.tachograph.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.core.io.ReferenceOwner;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * A bare Chronicle Queue whose pages a thread touches ahead of the writer, so that what is measured
 * is the append and not the page faults. One writer.
 */
final class TouchedQueue implements AutoCloseable {
  private static final long BLOCK_BYTES = 256L << 20;
  private static final long AHEAD_BYTES = 64L << 20;
  private static final long PAGE_BYTES = 4096;
  private static final long PAUSE_NANOS = 500_000L;

  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Thread toucher;
  private volatile long position;
  private volatile boolean closed;

  TouchedQueue(Path folder) {
    queue =
        SingleChronicleQueueBuilder.binary(folder)
            .rollCycle(RollCycles.FAST_DAILY)
            .blockSize(BLOCK_BYTES)
            .checkInterrupts(false)
            .build();
    appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true);
    append(new byte[Long.BYTES], Long.BYTES);
    MappedBytes bytes = (MappedBytes) appender.wire().bytes();
    toucher = new Thread(() -> touch(bytes), "toucher");
    toucher.setDaemon(true);
    toucher.start();
  }

  void append(byte[] excerpt, int length) {
    try (DocumentContext document = appender.writingDocument()) {
      document.wire().bytes().write(excerpt, 0, length);
      position = document.wire().bytes().writePosition();
    }
  }

  private void touch(MappedBytes bytes) {
    ReferenceOwner owner = ReferenceOwner.temporary("toucher");
    long touched = 0;
    try {
      while (!closed) {
        touched = Math.max(touched, position);
        while (touched < position + AHEAD_BYTES && !closed) {
          MappedBytesStore store = bytes.mappedFile().acquireByteStore(owner, touched);
          try {
            long end = Math.min(store.safeLimit(), position + AHEAD_BYTES);
            for (; touched < end; touched += PAGE_BYTES) {
              store.compareAndSwapInt(touched & -PAGE_BYTES, 0, 0);
            }
          } finally {
            store.release(owner);
          }
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the queue's file cannot be mapped", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      toucher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.close();
  }
}
