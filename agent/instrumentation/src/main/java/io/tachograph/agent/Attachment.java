package io.tachograph.agent;

import io.tachograph.agent.metrics.MetricsAddress;
import io.tachograph.agent.metrics.MetricsEndpoint;
import io.tachograph.agent.preset.PresetFit;
import io.tachograph.api.Tachograph;
import io.tachograph.bootstrap.CallHook;
import io.tachograph.bootstrap.FacadeCopies;
import io.tachograph.recorder.FailurePolicy;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.recorder.Weaving;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One time of recording a host, from its options to its end: the opening ledger, the bridge and the
 * transformer that belong together.
 */
final class Attachment {
  private final AgentOptions options;
  private final SwallowedErrors errors;
  private final JvmHooks hooks;
  private final Opening opening;
  private final AgentRecording recording;
  private final Marks marks;
  private final AuditTransformer transformer;

  /** Written before the ledger's opening is told, and read after. */
  private volatile @Nullable MetricsEndpoint metrics;

  /** One that has not begun. */
  Attachment(
      AgentOptions options,
      SwallowedErrors errors,
      JvmHooks hooks,
      Instrumentation instrumentation) {
    this.options = options;
    this.errors = errors;
    this.hooks = hooks;
    this.opening = new Opening(options.recording().onFailure(), errors);
    this.recording = new AgentRecording(opening, hooks.following());
    this.marks = Marks.of(options);
    Consumer<Throwable> swallowed = this::troubleInWeaving;
    this.transformer =
        new AuditTransformer(
            marks,
            new PresetFit(options.presets(), this::woven),
            hooks.sites(),
            new BridgeAccess(instrumentation, swallowed),
            this::woven,
            swallowed);
  }

  private void troubleInWeaving(Throwable error) {
    errors.swallowed("weaving", error);
  }

  /** What is audited may hand work over and return futures: the JDK is prepared for both. */
  private void woven(Weaving weaving) {
    hooks.following().begin();
    opening.woven(weaving);
    weaving.methods().forEach(hooks.ends()::expect);
  }

  /** Whether nothing may run that cannot be recorded. */
  boolean isClosed() {
    return options.recording().onFailure() == FailurePolicy.CLOSED;
  }

  /** Opens the ledger; takes a quarter of a second. */
  RecordingSession open(HostProcess host) {
    return RecordingSession.open(options.recording(), host, errors);
  }

  /**
   * The ledger is open: calls are let through.
   *
   * @param version the agent's
   */
  void opened(RecordingSession session, String version) {
    hooks.opened(session);
    MetricsAddress address = options.metrics();
    if (address != null) {
      metrics = MetricsEndpoint.open(address, session, version, errors);
    }
    opening.opened(session);
  }

  /** The ledger cannot be opened. */
  void failed(Throwable reason) {
    opening.failed(reason);
  }

  /** Lets calls in, which wait for the ledger. */
  void begin(Instrumentation instrumentation) {
    CallHook.install(
        new AgentCallHandler(hooks.sites(), opening, hooks.ends(), options.prompts(), errors));
    Tachograph.attach(recording);
    FacadeCopies.attach(recording);
    hooks.begin(opening);
    instrumentation.addTransformer(transformer, true);
    LoadedConstants constants = new LoadedConstants(marks.texts());
    new LoadedClasses(instrumentation, transformer, constants, this::troubleInWeaving)
        .retransformAll();
  }

  /** Waits until the ledger is open or cannot be; what went wrong, or null. */
  @Nullable Throwable outcome() {
    return opening.outcome();
  }

  /** Null if there is none yet or never will be. */
  @Nullable RecordingSession session() {
    return opening.session();
  }

  /** Lets no more calls in and closes the ledger. Woven classes stay woven. */
  void end(Instrumentation instrumentation) {
    CallHook.install(null);
    Tachograph.detach(recording);
    FacadeCopies.attach(null);
    instrumentation.removeTransformer(transformer);
    opening.outcome();
    hooks.end();
    MetricsEndpoint endpoint = metrics;
    if (endpoint != null) {
      endpoint.close();
    }
    RecordingSession session = opening.session();
    if (session != null) {
      session.detach();
    }
  }
}
