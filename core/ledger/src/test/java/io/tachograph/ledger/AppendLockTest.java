package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AppendLockTest {
  private static final int THREADS = 8;
  private static final int TURNS = 500;

  private long guarded;

  /** The others go on and on: whoever has not had its turns yet must be let through. */
  @Test
  @Timeout(60)
  void nobodyStarvesWhileOthersComeBackAtOnce() throws Exception {
    AppendLock lock = new AppendLock("test");
    CountDownLatch everybodyHadTheirTurns = new CountDownLatch(THREADS);
    List<Thread> threads = new ArrayList<>();
    long[] turns = new long[THREADS];
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                while (everybodyHadTheirTurns.getCount() > 0) {
                  lock.acquire();
                  try {
                    guarded++;
                  } finally {
                    lock.held = 0;
                  }
                  if (++turns[number] == TURNS) {
                    everybodyHadTheirTurns.countDown();
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    everybodyHadTheirTurns.await();
    long sum = 0;
    for (int i = 0; i < THREADS; i++) {
      threads.get(i).join();
      sum += turns[i];
    }
    assertThat(guarded).isEqualTo(sum);
  }
}
