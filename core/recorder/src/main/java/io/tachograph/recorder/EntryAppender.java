package io.tachograph.recorder;

import io.tachograph.api.RecordingRefusedException;
import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import io.tachograph.format.JsonWriter;
import io.tachograph.ledger.Ledger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Appends what a thread has laid out, tells the ledger of gaps as soon as it takes entries again,
 * and applies the failure policy. Thread-safe.
 */
final class EntryAppender {
  private static final int MAX_REASON_CHARS = 500;

  private final Ledger ledger;
  private final FailurePolicy policy;
  private final SwallowedErrors errors;
  private final Gaps gaps = new Gaps();
  private final AppendStatistics statistics = new AppendStatistics();
  private final AtomicLongArray failed = new AtomicLongArray(EventKind.COUNT);
  private volatile @Nullable AppendTracer tracer;
  private volatile boolean stopped;

  EntryAppender(Ledger ledger, FailurePolicy policy, SwallowedErrors errors) {
    this.ledger = ledger;
    this.policy = policy;
    this.errors = errors;
  }

  /**
   * Appends the context's document under the context's id.
   *
   * @param kind what it tells of
   * @param sinceNanos when recording it began, by {@link System#nanoTime}
   * @throws RuntimeException if it is not in the ledger; the caller hands it to {@link #failed}
   */
  void append(ThreadContext context, EventKind kind, EventType type, long sinceNanos) {
    if (gaps.isPending()) {
      tellOfGap(context);
    }
    JsonWriter json = context.json();
    int bytes = Hash.LENGTH + Entry.length(type, json.length());
    AppendTracer tracing = tracer;
    Object traced = tracing == null ? null : tracing.begin();
    long seq =
        ledger.append(context.idHigh(), context.idLow(), type, json.buffer(), 0, json.length());
    if (traced != null && tracing != null) {
      tracing.end(traced, seq, bytes);
    }
    statistics.add(context.number(), kind, System.nanoTime() - sinceNanos, bytes);
  }

  /** From now on each append is seen by it, or by nobody. */
  void traceBy(@Nullable AppendTracer appends) {
    tracer = appends;
  }

  /** What was appended so far. */
  AppendStatistics statistics() {
    return statistics;
  }

  /** How many events of a kind could not be recorded. */
  long failed(EventKind kind) {
    return failed.get(kind.index());
  }

  private void tellOfGap(ThreadContext context) {
    Gaps.Gap gap = gaps.take();
    if (gap == null) {
      return;
    }
    try {
      JsonWriter json = new JsonWriter();
      json.beginObject().name("data").beginObject();
      json.name("unrecorded").value(gap.count());
      json.name("from").value(gap.from().toString()).name("to").value(gap.to().toString());
      json.name("reason").value(gap.reason()).endObject().endObject();
      long idHigh = context.idHigh();
      long idLow = context.idLow();
      context.nextId();
      ledger.append(
          context.idHigh(), context.idLow(), EventTypes.GAP, json.buffer(), 0, json.length());
      context.useId(idHigh, idLow);
    } catch (RuntimeException | Error e) {
      gaps.giveBack(gap);
      throw e;
    }
  }

  /** From now on nothing is to be recorded; what fails for that is no failure. */
  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  /**
   * An event could not be recorded: counts it, and with {@link FailurePolicy#CLOSED} refuses.
   *
   * @param kind what it tells of
   * @param what which event
   * @throws RecordingRefusedException with {@link FailurePolicy#CLOSED}
   */
  void failed(EventKind kind, String what, Throwable error) {
    lost(kind, what, error);
    if (policy == FailurePolicy.CLOSED && !stopped) {
      throw new RecordingRefusedException(
          "the call was not run since it cannot be recorded (on-failure=closed): "
              + what
              + ": "
              + error,
          error);
    }
  }

  /** An event could not be recorded after the fact: counts it. */
  void lost(EventKind kind, String what, Throwable error) {
    if (stopped) {
      return;
    }
    failed.getAndIncrement(kind.index());
    errors.swallowed(what, error);
    String reason = String.valueOf(error);
    gaps.add(reason.length() > MAX_REASON_CHARS ? reason.substring(0, MAX_REASON_CHARS) : reason);
  }
}
