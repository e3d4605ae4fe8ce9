package io.tachograph.recorder;

import io.tachograph.format.EventType;
import io.tachograph.format.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Lays out events that stand alone, beside the starts and ends of calls. Thread-safe. */
final class EventWriter {
  private static final Data NO_SCOPE = json -> {};

  private final ThreadContexts contexts;
  private final EntryAppender entries;
  private volatile TraceSource traces = TraceSource.NONE;

  EventWriter(ThreadContexts contexts, EntryAppender entries) {
    this.contexts = contexts;
    this.entries = entries;
  }

  /** Lays out the members of an event's {@code data}. */
  interface Data {
    /** Lays them out. */
    void writeTo(JsonWriter json);
  }

  /** From now on entries say which span of the host's tracing they were made in. */
  void traceBy(TraceSource source) {
    traces = source;
  }

  /** The span that the thread is in, or null. */
  @Nullable TraceIds trace() {
    return traces.current();
  }

  /** Records what the recorder itself did, outside of any call. */
  void own(EventType type, Data data) {
    write(EventKind.RECORDER, type, null, data);
  }

  /**
   * Records what the host says, inside of what its thread is in.
   *
   * @return whether it is in the ledger now
   */
  boolean ofTheHost(EventType type, Data data) {
    return write(EventKind.GOVERNANCE, type, NO_SCOPE, data);
  }

  /**
   * Records an experience event of the host, which says itself whose it is.
   *
   * @param scope lays out {@code tenant_id} and {@code correlation_id}
   */
  boolean experience(Data scope, Data data) {
    return write(EventKind.EXPERIENCE, EventTypes.EXPERIENCE, scope, data);
  }

  /**
   * @param kind what it tells of
   * @param scope null for what the recorder itself says
   */
  private boolean write(EventKind kind, EventType type, @Nullable Data scope, Data data) {
    ThreadContext context = contexts.current();
    if (context.recording || entries.stopped()) {
      return false;
    }
    try {
      long startNanos = System.nanoTime();
      context.begin();
      JsonWriter json = context.json().beginObject();
      if (scope != null) {
        Call call = context.call;
        within(json, call, call == null ? null : call.agent, context.mission);
        scope.writeTo(json);
        traced(json, traces.current());
      }
      data.writeTo(json.name("data").beginObject());
      json.endObject().endObject();
      entries.append(context, kind, type, startNanos);
      return true;
    } catch (RuntimeException | Error e) {
      if (scope != null) {
        entries.failed(kind, "an event of type " + type, e);
      } else {
        entries.lost(kind, "an event of type " + type, e);
      }
      return false;
    } finally {
      context.finish();
    }
  }

  /** Begins the entry of a call, up to the members of its data. */
  static JsonWriter beginData(ThreadContext context, Call call) {
    JsonWriter json = context.json().beginObject();
    json.name("task_id").uuid(call.idHigh, call.idLow);
    within(json, call.parent, call.agent, call.mission);
    traced(json, call.trace);
    return json.name("data").beginObject();
  }

  /** Writes what an entry is within. */
  static void within(
      JsonWriter json, @Nullable Call parent, @Nullable String agent, @Nullable String mission) {
    if (parent != null) {
      json.name("parent_id").uuid(parent.idHigh, parent.idLow);
    }
    if (agent != null) {
      json.name("agent_id").value(agent);
    }
    if (mission != null) {
      json.name("mission").value(mission);
    }
  }

  /** Writes the span of the host's tracing. */
  static void traced(JsonWriter json, @Nullable TraceIds trace) {
    if (trace != null) {
      json.name("trace_id").value(trace.traceId()).name("span_id").value(trace.spanId());
    }
  }
}
