package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class AppendStatisticsTest {
  @Test
  void nothingWasAppended() {
    AppendStatistics statistics = new AppendStatistics();
    assertThat(statistics.quantile(0.5)).isZero();
    assertThat(statistics.entries()).isZero();
    assertThat(statistics.bytes()).isZero();
  }

  @Test
  void everyTimeHasABucket() {
    AppendStatistics statistics = new AppendStatistics();
    int thread = 0;
    for (long nanos : new long[] {-1, 0, 3, 4, Integer.MAX_VALUE, Long.MAX_VALUE}) {
      statistics.add(thread++, nanos, Integer.MAX_VALUE);
    }
    assertThat(statistics.quantile(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(statistics.quantile(0.5)).isEqualTo(3);
    assertThat(statistics.entries()).isEqualTo(6);
    assertThat(statistics.bytes()).isEqualTo(6L * Integer.MAX_VALUE);
  }

  @Test
  void quantilesAreThoseOfASortedArrayToWithinAFifth() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    AppendStatistics statistics = new AppendStatistics();
    long[] all = new long[10_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = 1L << random.nextInt(8, 40) | random.nextLong(1 << 8);
      statistics.add(random.nextInt(), all[i], 1);
    }
    Arrays.sort(all);
    for (double quantile : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
      long exact = all[(int) Math.ceil(quantile * all.length) - 1];
      assertThat(statistics.quantile(quantile))
          .as("seed=%d quantile=%s", seed, quantile)
          .isCloseTo(exact, Percentage.withPercentage(25))
          .isGreaterThanOrEqualTo(exact);
    }
    assertThat(statistics.bytes()).isEqualTo(all.length);
  }
}
