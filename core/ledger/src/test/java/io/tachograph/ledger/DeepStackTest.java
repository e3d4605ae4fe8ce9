package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host's stack may end anywhere inside of an append. */
class DeepStackTest {
  private static final int FRAMES_FROM_THE_END = 400;
  private static final int MIN_STACK_BYTES = 256 * 1024;
  private static final int MAX_STACK_BYTES = 320 * 1024;
  private static final long WAIT_MILLIS = 40_000;

  @TempDir Path folder;

  /** Goes down to the end of the stack, and appends from the frames nearest to it on the way up. */
  private static final class Diver implements Runnable {
    private final Ledger ledger;
    private final AtomicInteger overflows;
    private int framesAbove;

    Diver(Ledger ledger, AtomicInteger overflows) {
      this.ledger = ledger;
      this.overflows = overflows;
    }

    @Override
    public void run() {
      try {
        dive(0);
      } catch (StackOverflowError expected) {
        overflows.incrementAndGet();
      }
    }

    @SuppressWarnings("InfiniteRecursion")
    private void dive(int depth) {
      try {
        dive(depth + 1);
      } catch (StackOverflowError end) {
        if (framesAbove++ < FRAMES_FROM_THE_END) {
          try {
            LedgerContract.append(ledger, "{\"depth\":" + depth + "}");
          } catch (StackOverflowError | LedgerException notAppended) {
            overflows.incrementAndGet();
          }
        }
        throw end;
      }
    }
  }

  @Test
  @Timeout(60)
  void anEndOfTheStackInsideOfAnAppendLeavesTheLedgerUsableAndTheChainWhole() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    AtomicInteger overflows = new AtomicInteger();
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      for (int i = 0; i < 40; i++) {
        int stack = MIN_STACK_BYTES + random.nextInt(MAX_STACK_BYTES - MIN_STACK_BYTES);
        Thread diver = new Thread(null, new Diver(ledger, overflows), "diver-" + i, stack);
        diver.setDaemon(true);
        diver.start();
        diver.join(WAIT_MILLIS);
        assertThat(diver.isAlive()).as("seed=%d i=%d", seed, i).isFalse();
        LedgerContract.append(ledger, "{\"after\":" + i + "}");
      }
      assertThat(overflows.get()).as("seed=%d", seed).isPositive();
      List<Entry> entries = LedgerContract.readAll(ledger, 0);
      LedgerContract.assertChained(entries, 0, Hash.ZERO);
      assertThat(entries)
          .as("seed=%d", seed)
          .filteredOn(entry -> entry.bodyText().startsWith("{\"after"))
          .hasSize(40);
    }
  }
}
