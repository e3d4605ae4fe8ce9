package io.tachograph.recorder;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of an audited method, from its start in the ledger to its end; opaque to the agent,
 * which carries it from one to the other.
 */
public final class Call {
  final CallSite site;

  /** Its name in the ledger where that is known only at the call, else null. */
  final @Nullable String name;

  final long idHigh;
  final long idLow;
  final @Nullable Call parent;
  final @Nullable String agent;
  final @Nullable String mission;

  /** The host's span in which it began; its end says the same, wherever it is known. */
  final @Nullable TraceIds trace;

  final long startNanos;

  Call(
      CallSite site,
      @Nullable String name,
      @Nullable String agent,
      long idHigh,
      long idLow,
      @Nullable Call parent,
      @Nullable String mission,
      @Nullable TraceIds trace,
      long startNanos) {
    this.site = site;
    this.name = name;
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.parent = parent;
    String named = agent == null ? site.agent() : agent;
    this.agent = named != null || parent == null ? named : parent.agent;
    this.mission = mission;
    this.trace = trace;
    this.startNanos = startNanos;
  }

  /** The id that its start and its end carry. */
  String taskId() {
    return new UUID(idHigh, idLow).toString();
  }
}
