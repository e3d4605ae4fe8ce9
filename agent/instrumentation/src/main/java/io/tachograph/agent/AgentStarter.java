package io.tachograph.agent;

import io.tachograph.agent.completion.LaterEnds;
import io.tachograph.agent.context.ContextFollowing;
import io.tachograph.agent.preset.PresetFit;
import io.tachograph.api.Tachograph;
import io.tachograph.bootstrap.CallHook;
import io.tachograph.bootstrap.FacadeCopies;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.ChronicleRuntime;
import io.tachograph.ledger.LedgerException;
import io.tachograph.recorder.FailurePolicy;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.recorder.Weaving;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent in its own loader. Premain's thread does what must be done before the host's
 * main; the ledger opens on a thread of ours meanwhile.
 */
public final class AgentStarter implements BiConsumer<@Nullable String, Instrumentation> {
  private static final int EXIT_REFUSED = 1;

  private final SwallowedErrors errors = new SwallowedErrors();

  /** For premain, by reflection. */
  public AgentStarter() {}

  @Override
  public void accept(@Nullable String argument, Instrumentation instrumentation) {
    Map<String, String> properties = properties();
    String mainClass = HostMain.of(properties);
    AgentOptions options;
    try {
      options = AgentOptions.read(argument, properties, System.getenv(), mainClass);
    } catch (OptionsException e) {
      say("not recording: " + e.getMessage());
      if (e.closed()) {
        System.exit(EXIT_REFUSED);
      }
      return;
    }
    if (options.enabled()) {
      start(options, new HostProcess(mainClass, version()), instrumentation);
    }
  }

  private void start(AgentOptions options, HostProcess host, Instrumentation instrumentation) {
    ClassLoader loader = AgentStarter.class.getClassLoader();
    ModuleOpens.openTo(loader, instrumentation);
    Opening opening = new Opening(options.recording().onFailure(), errors);
    ContextFollowing following =
        new ContextFollowing(instrumentation, opening::hold, opening::release, errors);
    Thread opener = new Thread(() -> open(options, host, opening, following), "tachograph-opener");
    opener.setDaemon(true);
    // Chronicle finds its services by it, and threads that it starts inherit it.
    opener.setContextClassLoader(loader);
    opener.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(opening), "tachograph-shutdown"));

    CallSites sites = new CallSites();
    LaterEnds ends = new LaterEnds(instrumentation, errors);
    CallHook.install(new AgentCallHandler(sites, opening, ends, options.prompts(), errors));
    AgentRecording recording = new AgentRecording(opening, following);
    Tachograph.attach(recording);
    FacadeCopies.attach(recording);
    weave(options, sites, weaving -> woven(weaving, opening, following, ends), instrumentation);

    if (options.recording().onFailure() == FailurePolicy.CLOSED && opening.outcome() != null) {
      System.exit(EXIT_REFUSED);
    }
  }

  private void weave(
      AgentOptions options,
      CallSites sites,
      Consumer<Weaving> woven,
      Instrumentation instrumentation) {
    Consumer<Throwable> swallowed = e -> errors.swallowed("weaving", e);
    List<MarkedMethod> methods =
        options.presets().stream().flatMap(preset -> preset.methods().stream()).toList();
    Marks marks = new Marks(options.annotations(), methods, options.includes());
    PresetFit fit = new PresetFit(options.presets(), woven);
    AuditTransformer transformer =
        new AuditTransformer(
            marks, fit, sites, new BridgeAccess(instrumentation, swallowed), woven, swallowed);
    SuperTypesFirst.install(instrumentation, swallowed);
    instrumentation.addTransformer(transformer, true);
    LoadedConstants constants = new LoadedConstants(marks.texts());
    new LoadedClasses(instrumentation, transformer, constants, swallowed).retransformAll();
  }

  /** What is audited may hand work over and return futures: the JDK is prepared for both. */
  private static void woven(
      Weaving weaving, Opening opening, ContextFollowing following, LaterEnds ends) {
    following.begin();
    opening.woven(weaving);
    weaving.methods().forEach(ends::expect);
  }

  private void open(
      AgentOptions options, HostProcess host, Opening opening, ContextFollowing following) {
    try {
      JdkModules.loadMissing();
      JdkWarnings.silence(e -> errors.swallowed("keeping the JDK quiet", e));
      SqliteProcesses.forbid();
      ChronicleRuntime.takeOver(errors::note);
      RecordingSession session = RecordingSession.open(options.recording(), host, errors);
      following.carryFor(session.recorder());
      opening.opened(session);
      VerifierKey key = session.newVerifierKey();
      say(
          host.agentVersion()
              + " records to "
              + session.folder()
              + (key == null ? "" : "; keep this, it verifies the ledger: " + key));
    } catch (RuntimeException | Error e) {
      opening.failed(e);
      say("not recording: " + (e instanceof LedgerException ? e.getMessage() : rootOf(e)));
    }
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Runs beside the host's own hooks: the order is only that the ledger is opened before. */
  private void finish(Opening opening) {
    opening.outcome();
    RecordingSession session = opening.session();
    if (session != null) {
      session.finish();
      try {
        ChronicleRuntime.release();
      } catch (RuntimeException | Error e) {
        errors.swallowed("Chronicle's own end", e);
      }
    }
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    return properties;
  }

  private static String version() {
    String version = AgentStarter.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** The one line that we print. */
  private static void say(String line) {
    System.err.println("tachograph: " + line);
  }
}
