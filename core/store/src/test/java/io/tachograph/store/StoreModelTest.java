package io.tachograph.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random operations on a store and on a plain model of it, which then must agree. */
class StoreModelTest {
  private static final int RUNS = 8;
  private static final int STEPS = 250;
  private static final int STEPS_BETWEEN_LOOKS = 25;

  @TempDir Path folder;

  @Test
  void a_store_agrees_with_a_plain_model_of_it() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + RUNS; seed++) {
      ModelledStore run = new ModelledStore(seed, folder.resolve(seed + ".db"));
      try {
        for (int step = 0; step < STEPS; step++) {
          run.step();
          if (step % STEPS_BETWEEN_LOOKS == 0) {
            run.compare();
          }
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed=" + seed, e);
      } finally {
        run.close();
      }
    }
  }
}
