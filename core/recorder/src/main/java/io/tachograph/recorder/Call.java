package io.tachograph.recorder;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of an audited method, from its start in the ledger to its end; opaque to the agent,
 * which carries it from one to the other.
 */
public final class Call {
  /** What records it: another, as after attaching anew, must not record its end. */
  final Recorder recorder;

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

  /** What its return value or exception means, or null where that is plain. */
  @Nullable Outcome outcome;

  /** What it has beside any other, where it is a call of a model, else null. */
  @Nullable AskedModel model;

  /** Identity hash code of the first argument, where a framework may hand it on; else 0. */
  int firstArgument;

  Call(
      Recorder recorder,
      CallSite site,
      @Nullable String name,
      @Nullable String agent,
      long idHigh,
      long idLow,
      @Nullable Call parent,
      @Nullable String mission,
      @Nullable TraceIds trace,
      long startNanos) {
    this.recorder = recorder;
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

  /**
   * Has what it returns or throws read so. Before it ends.
   *
   * @param first identity hash code of the first argument, by which the same call is known again
   *     when a framework hands it on
   */
  public Call read(Outcome by, int first) {
    outcome = by;
    firstArgument = first;
    return this;
  }

  /** The method, for messages. */
  String place() {
    return site.className() + "#" + site.method();
  }

  /** The id that its start and its end carry. */
  String taskId() {
    return new UUID(idHigh, idLow).toString();
  }
}
