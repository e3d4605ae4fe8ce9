package io.tachograph.verifier;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings: counts all, keeps the first. For one thread. */
final class Findings {
  /** So that a hostile ledger cannot fill the memory with findings. */
  static final int MAX_KEPT = 10_000;

  private final List<Finding> kept = new ArrayList<>();
  private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
  private long count;
  private long malformedSeals;

  void add(FindingKind kind, long seq, Place at, String detail) {
    add(new Finding(kind, seq, at.file(), at.offset(), detail));
  }

  void add(Finding finding) {
    count++;
    counts.merge(finding.kind(), 1L, Long::sum);
    if (finding.kind() == FindingKind.MALFORMED && finding.file().equals(SealCheck.FILE)) {
      malformedSeals++;
    }
    if (kept.size() < MAX_KEPT) {
      kept.add(finding);
    }
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  long count(FindingKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many excerpts or entries are malformed; checkpoints that are do not count. */
  long malformedInFiles() {
    return count(FindingKind.MALFORMED) - malformedSeals;
  }

  long count() {
    return count;
  }
}
