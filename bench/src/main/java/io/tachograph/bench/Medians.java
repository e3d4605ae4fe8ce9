package io.tachograph.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of figures. */
final class Medians {
  private Medians() {}

  /** The middle one, or the mean of the two in the middle; NaN of none. */
  static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
