package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.ledger.DurationCounts;
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
      statistics.add(thread++, EventKind.TOOL, nanos, Integer.MAX_VALUE);
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
    EventKind[] kinds = EventKind.values();
    long[] all = new long[10_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = 1L << random.nextInt(8, 40) | random.nextLong(1 << 8);
      statistics.add(random.nextInt(), kinds[i % kinds.length], all[i], 1);
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
    for (int kind = 0; kind < kinds.length; kind++) {
      assertThat(statistics.entries(kinds[kind]))
          .isEqualTo((all.length - kind + kinds.length - 1) / kinds.length);
    }
    DurationCounts durations = statistics.durations();
    assertThat(durations.count()).isEqualTo(all.length);
    for (int doubling = 0; doubling < DurationCounts.DOUBLINGS; doubling++) {
      int index = doubling;
      assertThat(durations.byDoubling().get(doubling))
          .as("seed=%d doubling=%d", seed, doubling)
          .isEqualTo(
              Arrays.stream(all).filter(nanos -> DurationCounts.doubling(nanos) == index).count());
    }
    assertThat(durations.sumNanos())
        .as("seed=%d", seed)
        .isCloseTo(Arrays.stream(all).asDoubleStream().sum(), Percentage.withPercentage(12.5));
  }
}
