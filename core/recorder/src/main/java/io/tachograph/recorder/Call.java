package io.tachograph.recorder;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of an audited method, from its start in the ledger to its end; opaque to the agent,
 * which carries it from one to the other.
 */
public final class Call {
  final CallSite site;
  final long idHigh;
  final long idLow;
  final @Nullable Call parent;
  final @Nullable String agent;
  final @Nullable String mission;
  final long startNanos;

  Call(
      CallSite site,
      long idHigh,
      long idLow,
      @Nullable Call parent,
      @Nullable String mission,
      long startNanos) {
    this.site = site;
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.parent = parent;
    String named = site.agent();
    this.agent = named != null || parent == null ? named : parent.agent;
    this.mission = mission;
    this.startNanos = startNanos;
  }

  /** The id that its start and its end carry. */
  String taskId() {
    return new UUID(idHigh, idLow).toString();
  }
}
