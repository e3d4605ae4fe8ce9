package io.tachograph.ledger;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Run as a process of its own: takes the whole heap until it is told on stdin to let go, while
 * {@link SpaceAhead} has work to do; then a writer needs space.
 */
final class FullHeap {
  private static final int NAP_NANOS = 1_000_000;
  private static final int LARGEST_BYTES = 1 << 20;
  private static final int SMALLEST_BYTES = 8;

  private static Object @Nullable [] hoard;

  private FullHeap() {}

  public static void main(String[] args) throws IOException {
    try (FileInputStream letGo = new FileInputStream(FileDescriptor.in);
        SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(Path.of(args[0])).build();
        SpaceAhead space = new SpaceAhead()) {
      try (ExcerptAppender appender = queue.createAppender()) {
        appender.writeText("the first makes the file");
      }
      long end = SpaceAhead.LEAST_BYTES;
      space.follow(
          Objects.requireNonNull(
              queue.storeForCycle(queue.lastCycle(), queue.epoch(), false, null)),
          end,
          0);
      fill();
      for (long at = end; letGo.available() == 0; at++) {
        // The thread looks after its file while the writer moves.
        space.moved(at);
        LockSupport.parkNanos(NAP_NANOS);
      }
      hoard = null;
      long jump = space.limit() + 1;
      space.moved(jump);
      while (space.limit() <= jump) {
        Thread.onSpinWait();
      }
      System.out.println("there is space ahead again");
    }
  }

  private static void fill() {
    int bytes = LARGEST_BYTES;
    while (bytes >= SMALLEST_BYTES) {
      try {
        hoard = new Object[] {hoard, new byte[bytes]};
      } catch (OutOfMemoryError e) {
        bytes /= 2;
      }
    }
  }
}
