package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.tachograph.api.MissionScope;
import io.tachograph.api.Recording;
import io.tachograph.api.RecordingRefusedException;
import io.tachograph.api.Tachograph;
import io.tachograph.api.experience.ExperienceEvent;
import io.tachograph.bootstrap.CallHook;
import io.tachograph.bootstrap.FacadeCopies;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the api that a loader defines itself, of this version and of others. */
class FacadeCopiesTest {
  private static final String API = "io.tachograph.api.";

  /** A version of the facade with less than ours, and one with more. */
  private static final String OLDER =
      """
      package io.tachograph.api;
      public final class Tachograph {
        private static Recording recording;
        public static void attach(Recording r) { recording = r; }
        public static String currentTaskId() { return recording.currentTaskId(); }
      }
      """;

  private static final String OLDER_RECORDING =
      """
      package io.tachograph.api;
      public interface Recording { String currentTaskId(); }
      """;

  private static final String NEWER_RECORDING =
      """
      package io.tachograph.api;
      public interface Recording {
        interface Span { Span next(); int number(); String text(); }
        Span span(Span in);
        boolean mayDo(String what);
        double share();
        void record(String type, java.util.Map<String, ?> details);
        String decision(String type, String rationale, java.util.Map<String, ?> context);
        int currentTaskId();
        default String word() { return "by default"; }
      }
      """;

  private static final String NEWER =
      """
      package io.tachograph.api;
      public final class Tachograph {
        private static Recording recording;
        public static void attach(Recording r) { recording = r; }
        public static String all() {
          Recording.Span span = recording.span(null);
          recording.record("seen", java.util.Map.of());
          return span.number() + " " + span.next().text() + " " + recording.mayDo("x") + " "
              + recording.share() + " " + recording.decision("d", null, java.util.Map.of()) + " "
              + recording.currentTaskId() + " " + recording.word() + " "
              + recording.equals(recording) + " " + (recording.hashCode() == recording.hashCode());
        }
      }
      """;

  @TempDir Path temp;
  private final List<String> notes = new ArrayList<>();
  private final List<Throwable> swallowed = new ArrayList<>();
  private boolean refuse;

  private final AuditTransformer transformer =
      new AuditTransformer(
          new Marks(AuditAnnotation.OWN, List.of(), new Includes(List.of(), List.of())),
          new CallSites(),
          w -> {},
          swallowed::add);

  /** Only what the tests look at. */
  private final Recording recording =
      (Recording)
          java.lang.reflect.Proxy.newProxyInstance(
              Recording.class.getClassLoader(),
              new Class<?>[] {Recording.class},
              (proxy, method, arguments) -> {
                if (refuse) {
                  throw new RecordingRefusedException("refused", new IOException("full"));
                }
                notes.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
                return switch (method.getName()) {
                  case "mission" -> (MissionScope) () -> notes.add("closed");
                  case "isActive" -> true;
                  case "currentTaskId", "approvalRequested" -> "t1";
                  default -> null;
                };
              });

  @AfterEach
  void leave() {
    FacadeCopies.attach(null);
    assertThat(swallowed).isEmpty();
  }

  /** Defines the api itself, woven as the agent does. */
  private final class Webapp extends ClassLoader {
    private final @Nullable Path classes;

    Webapp(@Nullable Path classes) {
      super(FacadeCopiesTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null
            ? known
            : name.startsWith(API) || name.startsWith(Specimen.class.getName())
                ? define(name)
                : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/');
      try (InputStream in =
          classes == null
              ? getResourceAsStream(file + ".class")
              : Files.newInputStream(classes.resolve(file + ".class"))) {
        byte[] bytes = in.readAllBytes();
        byte[] woven = transformer.transform(null, this, file, null, null, bytes);
        byte[] defined = woven == null ? bytes : woven;
        return defineClass(name, defined, 0, defined.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private Class<?> facade(@Nullable Path classes) throws Exception {
    return Class.forName(API + "Tachograph", true, new Webapp(classes));
  }

  private Path compile(String facade, String recording) throws IOException {
    Path source = Files.createDirectories(temp.resolve("source"));
    Path classes = Files.createDirectories(temp.resolve("classes"));
    Files.writeString(source.resolve("Tachograph.java"), facade, StandardCharsets.UTF_8);
    Files.writeString(source.resolve("Recording.java"), recording, StandardCharsets.UTF_8);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                source.resolve("Tachograph.java").toString(),
                source.resolve("Recording.java").toString());
    assertThat(code).isZero();
    return classes;
  }

  @Test
  void aCopyOfThisVersionSpeaksToOurRecordingInItsOwnTerms() throws Exception {
    FacadeCopies.attach(recording);
    Class<?> copy = facade(null);
    assertThat(copy).isNotSameAs(Tachograph.class);
    Object scope = copy.getMethod("mission", String.class).invoke(null, "m1");
    Class<?> scopeType = Class.forName(API + "MissionScope", true, copy.getClassLoader());
    assertThat(scopeType).isNotSameAs(MissionScope.class);
    assertThat(scope).isInstanceOf(scopeType);
    copy.getMethod("record", String.class, Map.class).invoke(null, "seen", Map.of());
    Object request =
        copy.getMethod("approvalRequested", String.class, String.class, String.class)
            .invoke(null, "refund", null, null);
    assertThat(request).hasToString("ApprovalRequest[id=t1, what=refund, taskId=t1]");
    scopeType.getMethod("close").invoke(scope);
    assertThat(copy.getMethod("isActive").invoke(null)).isEqualTo(true);
    assertThat(notes)
        .containsExactly(
            "mission m1",
            "record seen",
            "currentTaskId",
            "approvalRequested refund",
            "closed",
            "isActive");
  }

  @Test
  void anExperienceEventOfACopyArrivesAsItsJson() throws Exception {
    FacadeCopies.attach(recording);
    Class<?> copy = facade(null);
    String events = API + "experience.";
    Class<?> fact = Class.forName(events + "FactPromoted", true, copy.getClassLoader());
    Class<?> event = Class.forName(events + "ExperienceEvent", true, copy.getClassLoader());
    assertThat(event).isNotSameAs(ExperienceEvent.class);
    Object promoted =
        fact.getConstructors()[0].newInstance("p1", "f1", "amy", "known customer", true);
    copy.getMethod("experience", event).invoke(null, promoted);
    assertThat(notes)
        .singleElement(STRING)
        .startsWith("experience {event_id=")
        .endsWith(
            "event={type=FactPromoted, data={proposal_id=p1, fact_id=f1, promoted_by=amy,"
                + " reason=known customer, requires_human=true}}}");
  }

  @Test
  void aRefusalIsThrownAsTheCopysOwnException() throws Exception {
    FacadeCopies.attach(recording);
    Class<?> copy = facade(null);
    refuse = true;
    Class<?> refusal =
        Class.forName(API + "RecordingRefusedException", true, copy.getClassLoader());
    assertThatThrownBy(
            () -> copy.getMethod("record", String.class, Map.class).invoke(null, "x", Map.of()))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isExactlyInstanceOf(refusal.asSubclass(Throwable.class))
        .isNotInstanceOf(RecordingRefusedException.class)
        .hasMessage("refused")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aCopyDoesNothingWhileNothingRecordsAndComesBackWithTheNextRecording() throws Exception {
    Class<?> copy = facade(null);
    assertThat(copy.getMethod("isActive").invoke(null)).isEqualTo(false);
    Object scope = copy.getMethod("mission", String.class).invoke(null, "m1");
    assertThat(scope).isInstanceOf(AutoCloseable.class);
    ((AutoCloseable) scope).close();
    assertThat(copy.getMethod("currentTaskId").invoke(null)).isNull();
    FacadeCopies.attach(recording);
    FacadeCopies.made(copy);
    assertThat(copy.getMethod("isActive").invoke(null)).isEqualTo(true);
    FacadeCopies.attach(null);
    assertThat(copy.getMethod("isActive").invoke(null)).isEqualTo(false);
  }

  @Test
  void anOlderCopyWithLessWorks() throws Exception {
    FacadeCopies.attach(recording);
    Class<?> copy = facade(compile(OLDER, OLDER_RECORDING));
    // It has no static initialiser that could be woven: late attaching finds it all the same.
    FacadeCopies.made(copy);
    assertThat(copy.getMethod("currentTaskId").invoke(null)).isEqualTo("t1");
  }

  @Test
  void whatANewerCopyHasBeyondOursDoesNothing() throws Exception {
    FacadeCopies.attach(recording);
    Class<?> copy = facade(compile(NEWER, NEWER_RECORDING));
    FacadeCopies.made(copy);
    assertThat(copy.getMethod("all").invoke(null))
        .isEqualTo("0 null false 0.0 null 0 by default true true");
    assertThat(notes).contains("record seen");
  }

  @Test
  void aRefusedBodyThrowsTheExceptionOfItsOwnLoader() throws Exception {
    RecordingRefusedException refused =
        new RecordingRefusedException("refused", new IOException("full"));
    CallHook.install(
        (io.tachograph.bootstrap.CallHandler)
            java.lang.reflect.Proxy.newProxyInstance(
                FacadeCopiesTest.class.getClassLoader(),
                new Class<?>[] {io.tachograph.bootstrap.CallHandler.class},
                (proxy, method, arguments) -> {
                  throw refused;
                }));
    Webapp webapp = new Webapp(null);
    var plan =
        Class.forName(Specimen.class.getName(), true, webapp)
            .getDeclaredMethod("plan", long.class, double.class, String.class);
    plan.setAccessible(true);
    assertThatThrownBy(() -> plan.invoke(null, 1L, 2.0, "abc"))
        .cause()
        .isExactlyInstanceOf(
            Class.forName(API + "RecordingRefusedException", true, webapp)
                .asSubclass(Throwable.class))
        .hasMessage("refused");
    assertThatThrownBy(() -> CallHook.enter(0, null, new Object[0])).isSameAs(refused);
    var suspend = Class.forName(SpecimenOfSuspend.class.getName(), true, webapp).getMethod("plan");
    assertThatThrownBy(() -> suspend.invoke(null))
        .cause()
        .isExactlyInstanceOf(
            Class.forName(API + "RecordingRefusedException", true, webapp)
                .asSubclass(Throwable.class))
        .hasMessage("refused");
    assertThatThrownBy(SpecimenOfSuspend::plan).isSameAs(refused);
  }
}
