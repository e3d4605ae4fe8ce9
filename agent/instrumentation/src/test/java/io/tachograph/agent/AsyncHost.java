package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.agent.completion.LaterEnds;
import io.tachograph.bootstrap.CallHandler;
import io.tachograph.bootstrap.CallHook;
import io.tachograph.format.Entry;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.Call;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@link AsyncSpecimen} woven, with a recorder and a ledger in memory behind it. */
public final class AsyncHost implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_WAIT_SECONDS = 30;
  private static final long FIRST_SEQ = 2;

  private final InMemoryLedger ledger = new InMemoryLedger(LedgerSettings.defaults());
  private final SwallowedErrors errors = new SwallowedErrors();
  private final Recorder recorder = PlainRecorder.on(ledger, errors);
  private final CallSites sites = new CallSites();
  private final LaterEnds ends = new LaterEnds(null, errors);
  private final AsyncMethods methods;
  private long expectedErrors;

  /** An event as the tests look at it. */
  public record Event(String type, JsonNode body) {
    public JsonNode data() {
      return body.path("data");
    }

    public String taskId() {
      return body.path("task_id").asText();
    }

    public String parentId() {
      return body.path("parent_id").asText();
    }

    /** Short enough to compare: type, and result or error. */
    public String summary() {
      JsonNode error = data().path("error");
      String outcome =
          error.isMissingNode()
              ? data().path("result").toString()
              : error.path("type").asText().replaceAll(".*[.]", "");
      return type + (outcome.isEmpty() ? "" : " " + outcome);
    }
  }

  public AsyncHost() {
    List<Throwable> swallowed = new ArrayList<>();
    AuditTransformer transformer =
        new AuditTransformer(
            new Marks(AuditAnnotation.OWN, List.of(), new Includes(List.of(), List.of())),
            sites,
            weaving -> {},
            swallowed::add);
    methods = load(transformer);
    assertThat(swallowed).isEmpty();
    CallHook.install(new Handler());
  }

  private static AsyncMethods load(AuditTransformer transformer) {
    String name = AsyncMethods.class.getPackageName() + ".AsyncSpecimen";
    Child child = new Child();
    try (InputStream in = AsyncHost.class.getResourceAsStream("AsyncSpecimen.class")) {
      byte[] woven =
          transformer.transform(null, child, name.replace('.', '/'), null, null, in.readAllBytes());
      assertThat(woven).isNotNull();
      var constructor = child.define(name, woven).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (AsyncMethods) constructor.newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Has the woven class, and all else from the tests' loader. */
  private static final class Child extends ClassLoader {
    Child() {
      super(AsyncHost.class.getClassLoader());
    }

    Class<?> define(String name, byte[] classFile) {
      return defineClass(name, classFile, 0, classFile.length);
    }
  }

  /** As the agent's handler, with a recorder that is there. */
  private final class Handler implements CallHandler {
    @Override
    public @Nullable Object enter(int site, @Nullable Object self, Object[] arguments) {
      return recorder.start(sites.get(site), arguments);
    }

    @Override
    public void exit(Object call, @Nullable Object returned, @Nullable Throwable thrown) {
      recorder.end((Call) call, returned, thrown);
    }

    @Override
    public @Nullable Object exitLater(
        int site, Object call, @Nullable Object returned, @Nullable Throwable thrown) {
      if (returned == null || thrown != null) {
        exit(call, returned, thrown);
        return returned;
      }
      AuditedMethod method = sites.method(site);
      return ends.returned(
          recorder, (Call) call, returned, method.descriptor(), method.site().className());
    }

    @Override
    public void swallowed(Throwable error) {
      errors.swallowed("the bridge", error);
    }
  }

  /** The audited methods. */
  public AsyncMethods woven() {
    return methods;
  }

  /** The same, not audited. */
  public static AsyncMethods bare() {
    return new AsyncSpecimen();
  }

  public Recorder recorder() {
    return recorder;
  }

  /** How many errors were swallowed, which are then expected. */
  public long takeErrors() {
    expectedErrors = errors.count();
    return expectedErrors;
  }

  public List<Event> events() {
    List<Event> events = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(FIRST_SEQ)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        events.add(new Event(entry.type().toString(), JSON.readTree(entry.body())));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return events;
  }

  /** All events so far, in short. */
  public List<String> summaries() {
    return events().stream().map(Event::summary).toList();
  }

  /** Waits until there are so many events, and gives them in short. */
  public List<String> await(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    while (events().size() < count && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    return summaries();
  }

  /** Nothing of ours went wrong, and no call is left on this thread. */
  @Override
  public void close() {
    assertThat(recorder.currentTaskId()).isNull();
    assertThat(errors.count()).isEqualTo(expectedErrors);
    ledger.close();
  }
}
