package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SpaceAheadTest {
  private static final int ROUNDS = 41;
  private static final long BLOCK_BYTES = 256L << 20;

  /** The one that the thread is at, the writer's own, and some for a writer that lost its turn. */
  private static final long FEW_PIECES_BYTES = 8 * (256L << 10);

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void aWriterThatNeedsRoomDoesNotWaitForAllThatTheThreadWantsAhead() throws IOException {
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(folder).blockSize(BLOCK_BYTES).build();
        SpaceAhead space = new SpaceAhead()) {
      try (ExcerptAppender appender = queue.createAppender()) {
        appender.writeText("the first makes the file");
      }
      space.follow(
          Objects.requireNonNull(
              queue.storeForCycle(queue.lastCycle(), queue.epoch(), false, null)),
          FEW_PIECES_BYTES,
          0);
      long[] grown = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        // A writer so fast that the thread wants tens of MiB ahead of it.
        long jump = space.limit() + 1;
        space.moved(jump);
        while (space.limit() <= jump) {
          Thread.onSpinWait();
        }
        long end = space.limit() + 1;
        space.require(end);
        grown[i] = space.limit() - end;
      }
      Arrays.sort(grown);
      assertThat(grown[ROUNDS / 2]).isLessThan(FEW_PIECES_BYTES);
    }
  }
}
