package io.tachograph.recorder;

import io.tachograph.api.MissionScope;
import io.tachograph.api.Recording;
import io.tachograph.api.RecordingRefusedException;
import io.tachograph.format.EventType;
import io.tachograph.format.JsonWriter;
import io.tachograph.ledger.Ledger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls and events into entries of a ledger. Thread-safe; each event is laid out in a buffer
 * of its thread, and only the append takes a lock.
 *
 * <p>A start is in the ledger when {@link #start} returns, so an audited body never runs before its
 * start is recorded. Nothing is thrown but {@link RecordingRefusedException}, and that only with
 * {@link FailurePolicy#CLOSED}.
 */
public final class Recorder implements Recording {
  private static final Object[] NO_ARGUMENTS = {};

  private final ThreadContexts contexts = new ThreadContexts();
  private final CoroutineTurns turns = new CoroutineTurns(contexts);
  private final EntryAppender entries;
  private final SwallowedErrors errors;
  private final Redaction redaction;
  private final ValueCapture values;
  private final EventWriter events;
  private final HostEvents hostEvents;
  private final CallCapture calls;
  private final ModelCalls models;
  private volatile boolean active = true;

  /**
   * A recorder that writes to a ledger.
   *
   * @param ledger stays the caller's to close
   * @param errors counts what goes wrong
   */
  public Recorder(
      Ledger ledger,
      FailurePolicy policy,
      CaptureLimits limits,
      Redaction redaction,
      SwallowedErrors errors) {
    this.entries = new EntryAppender(ledger, policy, errors);
    this.errors = errors;
    this.redaction = redaction;
    this.values = new ValueCapture(limits, redaction);
    this.events = new EventWriter(contexts, entries);
    this.hostEvents = new HostEvents(events, contexts, values, redaction, errors);
    this.calls = new CallCapture(values, redaction);
    this.models = new ModelCalls(contexts::current, entries, values, calls);
  }

  /** Whether an event of that type says what only the recorder can know: no host may write it. */
  public static boolean isReserved(String type) {
    return EventTypes.RESERVED.contains(type);
  }

  /** From now on entries say which span of the host's tracing they were made in. */
  public void traceBy(TraceSource source) {
    events.traceBy(source);
  }

  /** From now on appends are seen by it, or by nobody. */
  public void traceAppendsBy(@Nullable AppendTracer tracer) {
    entries.traceBy(tracer);
  }

  /** What it appends, and could not. */
  EntryAppender entries() {
    return entries;
  }

  /**
   * Records that a call begins.
   *
   * @param arguments in order, null where they are; looked at only until this returns
   * @return what {@link #end} takes, or null if the start could not be recorded, or the call is one
   *     that recording itself made
   * @throws RecordingRefusedException if it could not be recorded, with {@link
   *     FailurePolicy#CLOSED}: the body must not run
   */
  public @Nullable Call start(CallSite site, Object[] arguments) {
    return start(site, null, null, arguments);
  }

  /**
   * As {@link #start(CallSite, Object[])}, for a site that serves calls of more than one name.
   *
   * @param name this call's name, or null for the site's
   * @param agent this call's acting agent, or null for the site's
   */
  public @Nullable Call start(
      CallSite site, @Nullable String name, @Nullable String agent, Object[] arguments) {
    return start(site, name, agent, arguments, null);
  }

  private @Nullable Call start(
      CallSite site,
      @Nullable String name,
      @Nullable String agent,
      Object[] arguments,
      @Nullable Call first) {
    ThreadContext context = contexts.current();
    if (context.recording || entries.stopped()) {
      return null;
    }
    try {
      context.begin();
      Call call = call(context, site, name, agent);
      SitePrefix prefix = site.prefix(redaction);
      JsonWriter json = beginCall(context, call, prefix).rawMembers(prefix.place());
      if (first == null) {
        calls.payload(json, prefix, arguments);
      } else {
        json.name("again").uuid(first.idHigh, first.idLow);
      }
      json.endObject().endObject();
      entries.append(context, EventKind.of(site.kind()), site.kind().start(), call.startNanos);
      context.call = call;
      return call;
    } catch (RuntimeException | Error e) {
      String what = "the start of " + site.className() + "#" + site.method();
      entries.failed(EventKind.of(site.kind()), what, e);
      return null;
    } finally {
      context.finish();
    }
  }

  /**
   * A call of a model begins; it is recorded when it ends.
   *
   * @return what {@link #end} takes, or null if the call is one that recording itself made
   */
  public @Nullable Call startModel(CallSite site, ModelRequest request) {
    ThreadContext context = contexts.current();
    if (context.recording || entries.stopped()) {
      return null;
    }
    context.nextId();
    Call call = call(context, site, null, null);
    models.begin(context, call, request);
    return call;
  }

  /** A call that begins now, inside of what its thread is in, under the id that was made last. */
  private Call call(
      ThreadContext context, CallSite site, @Nullable String name, @Nullable String agent) {
    return new Call(
        this,
        site,
        name,
        agent,
        context.idHigh(),
        context.idLow(),
        context.call,
        context.mission,
        events.trace(),
        System.nanoTime());
  }

  /**
   * Whether this thread is right inside of a call of that kind, name and first argument: the call
   * that is about to begin is then the same one, which a framework hands on.
   *
   * @param first identity hash code of the first argument, 0 where calls are not handed on
   */
  public boolean isHandedOn(CallKind kind, String name, int first) {
    ThreadContext context = contexts.existing();
    Call around = context == null ? null : context.call;
    return first != 0
        && around != null
        && around.firstArgument == first
        && around.site.kind() == kind
        && name.equals(around.name == null ? around.site.name() : around.name);
  }

  /**
   * Records that what a call returned is run once more, as a publisher is by each subscription; a
   * call of its own, whose start names the first and has no arguments.
   *
   * @return as {@link #start(CallSite, Object[])}
   * @throws RecordingRefusedException as {@link #start(CallSite, Object[])}
   */
  public @Nullable Call startAgain(Call first) {
    AskedModel model = first.model;
    if (model != null) {
      return startModel(first.site, model.request);
    }
    Call again = start(first.site, first.name, first.agent, NO_ARGUMENTS, first);
    if (again != null) {
      again.outcome = first.outcome;
    }
    return again;
  }

  /** One of several values of what a call returned: of a model's answer each may say something. */
  public void item(Call call, Object value) {
    AskedModel model = call.model;
    if (model != null) {
      try {
        ModelCalls.answered(model, value);
      } catch (RuntimeException | LinkageError e) {
        errors.swallowed("reading a part of an answer of " + call.place(), e);
      }
    }
  }

  /**
   * Records that a call ended, on whatever thread that is known.
   *
   * @param returned what it returned, null for none
   * @param thrown what it threw, or null if it returned
   */
  public void end(Call call, @Nullable Object returned, @Nullable Throwable thrown) {
    long endNanos = System.nanoTime();
    if (entries.stopped() || call.recorder != this) {
      return;
    }
    leave(call);
    CallKind kind = call.site.kind();
    ThreadContext context = contexts.forEnd();
    try {
      context.begin();
      Ending ending = Ending.of(call, returned, thrown, errors);
      AskedModel model = call.model;
      if (model != null) {
        endModel(context, call, model, ending, endNanos);
        return;
      }
      SitePrefix prefix = call.site.prefix(redaction);
      JsonWriter json = beginCall(context, call, prefix);
      json.name("duration_ns").value(endNanos - call.startNanos);
      calls.ending(json, prefix, ending);
      json.endObject().endObject();
      EventType type = ending.isFailed() ? kind.failed() : kind.completed();
      entries.append(context, EventKind.of(kind), type, endNanos);
    } catch (RuntimeException | Error e) {
      entries.lost(EventKind.of(kind), "the end of " + call.place(), e);
    } finally {
      context.finish();
    }
  }

  private void endModel(
      ThreadContext context, Call call, AskedModel model, Ending ending, long endNanos) {
    if (!model.isWrapper) {
      JsonWriter data = EventWriter.beginData(context, call);
      models.end(context, data, call, model, call.site.prefix(redaction), ending, endNanos);
    }
  }

  /**
   * The thread is back from a call whose end comes later, elsewhere: what it does next belongs to
   * what was around the call.
   */
  public void leave(Call call) {
    AskedModel model = call.model;
    if (model != null) {
      models.leave(model);
      return;
    }
    ThreadContext context = contexts.existing();
    if (context != null && context.call == call) {
      context.call = call.parent;
    }
  }

  /** What this thread's work belongs to. */
  @Override
  public CallContext context() {
    ThreadContext context = contexts.existing();
    return context == null ? CallContext.NONE : context.taken();
  }

  /** The context of work that belongs to a call, wherever it runs. */
  public static CallContext inside(Call call) {
    return CallContext.of(call.model == null ? call : call.parent, call.mission);
  }

  /**
   * Makes a context that was taken elsewhere this thread's.
   *
   * @return what was current before, to be given to this method when the work is over
   */
  public CallContext enter(CallContext entered) {
    ThreadContext context = entered.isNone() ? contexts.existing() : contexts.current();
    if (context == null) {
      return CallContext.NONE;
    }
    CallContext before = context.taken();
    context.put(entered);
    return before;
  }

  @Override
  public Object enter(Object context) {
    return enter((CallContext) context);
  }

  /** Which coroutine has its turn on which thread. */
  public CoroutineTurns turns() {
    return turns;
  }

  private static JsonWriter beginCall(ThreadContext context, Call call, SitePrefix prefix) {
    JsonWriter data = EventWriter.beginData(context, call);
    return call.name == null ? data.rawMembers(prefix.name()) : data.name("name").value(call.name);
  }

  /** Records what the agent did to a class. */
  public void woven(Weaving weaving) {
    events.own(weaving.type(), json -> weaving.writeTo(json, values));
  }

  /** Records what the recorder itself did, outside of any call. */
  void own(EventType type, EventWriter.Data data) {
    events.own(type, data);
  }

  @Override
  public void record(String type, Map<String, ?> details) {
    hostEvents.record(type, details);
  }

  @Override
  public void decision(String decisionType, @Nullable String rationale, Map<String, ?> context) {
    hostEvents.decision(decisionType, rationale, context);
  }

  @Override
  public void denied(
      String tool, Map<String, ?> payload, @Nullable String by, @Nullable String reason) {
    hostEvents.denied(tool, payload, by, reason);
  }

  @Override
  public @Nullable String approvalRequested(
      String what, @Nullable String taskId, @Nullable String by, @Nullable String reason) {
    return hostEvents.approvalRequested(
        what, taskId == null ? currentTaskId() : taskId, by, reason);
  }

  @Override
  public void approvalGranted(
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason) {
    hostEvents.approvalAnswered(EventTypes.APPROVAL_GRANTED, requestId, what, taskId, by, reason);
  }

  @Override
  public void approvalRefused(
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason) {
    hostEvents.approvalAnswered(EventTypes.APPROVAL_REFUSED, requestId, what, taskId, by, reason);
  }

  @Override
  public void experience(Map<String, ? extends @Nullable Object> envelope) {
    hostEvents.experience(envelope);
  }

  @Override
  public MissionScope mission(String missionUuid) {
    return ThreadMission.open(contexts, missionUuid);
  }

  @Override
  public @Nullable String currentTaskId() {
    ThreadContext context = contexts.existing();
    Call call = context == null ? null : context.call;
    return call == null ? null : call.taskId();
  }

  @Override
  public boolean isActive() {
    return active;
  }

  /** The process is ending: {@link #isActive} turns false, late calls are still recorded. */
  void ending() {
    active = false;
  }

  /** The agent is detached: from now on nothing is recorded, and that is no error. */
  void stop() {
    active = false;
    entries.stop();
  }
}
