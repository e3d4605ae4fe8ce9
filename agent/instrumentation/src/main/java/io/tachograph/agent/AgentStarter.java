package io.tachograph.agent;

import io.tachograph.bootstrap.AgentControl;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.ChronicleRuntime;
import io.tachograph.ledger.LedgerException;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends the agent in its own loader. Premain's thread does what must be done before the
 * host's main; the ledger opens on a thread of ours meanwhile.
 */
public final class AgentStarter implements AgentControl {
  private static final int EXIT_REFUSED = 1;

  private final AtomicReference<@Nullable Attachment> current = new AtomicReference<>();

  private final SwallowedErrors errors = new SwallowedErrors();

  /** Made for the first time of recording; the JVM's shutdown is then ours to see, too. */
  private @Nullable JvmHooks hooks;

  private volatile boolean prepared;

  /** For premain and agentmain, by reflection. */
  public AgentStarter() {}

  @Override
  public void start(@Nullable String argument, Instrumentation instrumentation) {
    try {
      begin(argument, instrumentation, AgentStarter::say);
    } catch (OptionsException e) {
      say(notRecording(e));
      if (e.closed()) {
        System.exit(EXIT_REFUSED);
      }
      return;
    }
    Attachment begun = current.get();
    if (begun != null && begun.isClosed() && begun.outcome() != null) {
      System.exit(EXIT_REFUSED);
    }
  }

  @Override
  public void attach(@Nullable String argument, Instrumentation instrumentation) {
    ModuleOpens.openTo(AgentStarter.class.getClassLoader(), instrumentation);
    AtomicReference<String> line = new AtomicReference<>("not recording: enabled=false");
    boolean begun = false;
    try {
      Attachment known = current.get();
      if (known != null) {
        known.outcome();
        RecordingSession session = known.session();
        line.set("already recording to " + (session == null ? "nothing yet" : session.folder()));
      } else {
        begin(argument, instrumentation, line::set);
        begun = begun(instrumentation);
      }
    } catch (OptionsException | RuntimeException | Error e) {
      line.set(notRecording(e));
    }
    answer(begun, line.get());
  }

  /**
   * Where there is no ledger nothing is refused, whatever the policy: the host runs on as before.
   */
  private boolean begun(Instrumentation instrumentation) {
    Attachment begun = current.get();
    if (begun == null) {
      return false;
    }
    boolean failed = begun.outcome() != null;
    if (failed) {
      end(begun, instrumentation);
    }
    return !failed;
  }

  @Override
  public void detach(Instrumentation instrumentation) {
    ModuleOpens.openTo(AgentStarter.class.getClassLoader(), instrumentation);
    Attachment known = current.get();
    if (known == null) {
      answer(false, "nothing is recorded");
      return;
    }
    end(known, instrumentation);
    RecordingSession session = known.session();
    answer(true, "stopped" + (session == null ? "" : "; recorded to " + session.folder()));
  }

  private void end(Attachment attachment, Instrumentation instrumentation) {
    current.set(null);
    attachment.end(instrumentation);
  }

  private void answer(boolean done, String text) {
    try {
      AttachAnswer.leave(done, text);
    } catch (ReflectiveOperationException | RuntimeException e) {
      errors.swallowed("answering the command that attaches", e);
    }
  }

  private void begin(
      @Nullable String argument, Instrumentation instrumentation, Consumer<String> line)
      throws OptionsException {
    Map<String, String> properties = properties();
    String mainClass = HostMain.of(properties);
    AgentOptions options = AgentOptions.read(argument, properties, System.getenv(), mainClass);
    if (!options.enabled()) {
      return;
    }
    ClassLoader loader = AgentStarter.class.getClassLoader();
    ModuleOpens.openTo(loader, instrumentation);
    errors.startAnew();
    Attachment attachment =
        new Attachment(options, errors, hooks(instrumentation), instrumentation);
    HostProcess host = new HostProcess(mainClass, version());
    Thread opener = new Thread(() -> open(attachment, host, line), "tachograph-opener");
    opener.setDaemon(true);
    // Chronicle finds its services by it, and threads that it starts inherit it.
    opener.setContextClassLoader(loader);
    opener.start();
    current.set(attachment);
    attachment.begin(instrumentation);
  }

  private JvmHooks hooks(Instrumentation instrumentation) {
    JvmHooks known = hooks;
    if (known == null) {
      known = new JvmHooks(instrumentation, errors);
      hooks = known;
      Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "tachograph-shutdown"));
    }
    return known;
  }

  private void open(Attachment attachment, HostProcess host, Consumer<String> line) {
    try {
      prepare();
      RecordingSession session = attachment.open(host);
      VerifierKey key = session.newVerifierKey();
      line.accept(
          host.agentVersion()
              + " records to "
              + session.folder()
              + (key == null ? "" : "; keep this, it verifies the ledger: " + key));
      attachment.opened(session, host.agentVersion());
    } catch (RuntimeException | Error e) {
      line.accept(notRecording(e));
      attachment.failed(e);
    }
  }

  /** What is done once in a JVM. */
  private void prepare() {
    if (prepared) {
      return;
    }
    new JdkAhead(errors).start();
    JdkModules.loadMissing();
    JdkWarnings.silence(e -> errors.swallowed("keeping the JDK quiet", e));
    SqliteProcesses.forbid();
    ChronicleRuntime.takeOver(errors::note);
    prepared = true;
  }

  private static String notRecording(Throwable error) {
    boolean isForUsers = error instanceof LedgerException || error instanceof OptionsException;
    return "not recording: " + (isForUsers ? error.getMessage() : rootOf(error));
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Runs beside the host's own hooks: the order is only that the ledger is opened before. */
  private void finish() {
    Attachment last = current.get();
    if (last != null) {
      last.outcome();
      RecordingSession session = last.session();
      if (session != null) {
        session.finish();
      }
    }
    try {
      if (prepared) {
        ChronicleRuntime.release();
      }
    } catch (RuntimeException | Error e) {
      errors.swallowed("Chronicle's own end", e);
    }
  }

  static Map<String, String> properties() {
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
