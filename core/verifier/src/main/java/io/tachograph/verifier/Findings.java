package io.tachograph.verifier;

import java.util.ArrayList;
import java.util.List;

/** Collects findings: counts all, keeps the first. For one thread. */
final class Findings {
  /** So that a hostile ledger cannot fill the memory with findings. */
  static final int MAX_KEPT = 10_000;

  private final List<Finding> kept = new ArrayList<>();
  private long count;

  void add(FindingKind kind, long seq, RollFile file, long offset, String detail) {
    add(new Finding(kind, seq, file.name(), offset, detail));
  }

  void add(Finding finding) {
    count++;
    if (kept.size() < MAX_KEPT) {
      kept.add(finding);
    }
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  long count() {
    return count;
  }
}
