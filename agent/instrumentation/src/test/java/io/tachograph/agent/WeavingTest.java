package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.api.RecordingRefusedException;
import io.tachograph.bootstrap.CallHandler;
import io.tachograph.bootstrap.CallHook;
import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.Parameter;
import io.tachograph.recorder.Weaving;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeavingTest {
  private static final Marks MARKS = marks(new Includes(List.of(), List.of()));
  private static final String NAME = Specimen.class.getName();

  private final CallSites sites = new CallSites();
  private final List<Weaving> woven = new ArrayList<>();
  private final List<Throwable> swallowed = new ArrayList<>();
  private final AuditTransformer transformer =
      new AuditTransformer(MARKS, sites, woven::add, swallowed::add);

  private static Marks marks(Includes includes) {
    return new Marks(AuditAnnotation.OWN, List.of(), includes);
  }

  private static List<AuditedMethod> scan(byte[] classFile, Marks marks) {
    return MethodScan.of(NAME, classFile, marks, InheritedMarks.NONE).methods();
  }

  private static byte[] classFile() {
    try (InputStream in = Specimen.class.getResourceAsStream("Specimen.class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte @Nullable [] transform(byte[] classFile) {
    return transformer.transform(
        null, new ClassLoader() {}, NAME.replace('.', '/'), null, null, classFile);
  }

  /** Loads one class from bytes, everything else from the tests' loader. */
  private static Class<?> define(byte[] classFile) {
    return new ClassLoader(WeavingTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(NAME, classFile, 0, classFile.length);
      }
    }.define();
  }

  @Test
  void markedMethodsAreFoundWithNamesAndRedaction() {
    List<AuditedMethod> methods = scan(classFile(), MARKS);
    assertThat(methods)
        .extracting(AuditedMethod::signature)
        .containsExactly(
            "plan(JDLjava/lang/String;)J",
            "hide(JLjava/lang/String;[I)Ljava/lang/String;",
            "apply(Ljava/lang/Object;)Ljava/lang/String;",
            "fail()V");
    assertThat(methods.get(0).site().name()).isEqualTo("plan");
    assertThat(methods.get(0).site().agent()).isEqualTo("planner");
    assertThat(methods.get(0).site().kind()).isEqualTo(CallKind.TASK);
    assertThat(methods.get(0).site().parameters())
        .extracting(Parameter::name)
        .containsExactly("first", "second", "third");
    assertThat(methods.get(1).site().parameters())
        .containsExactly(
            new Parameter("wide", false),
            new Parameter("secret", true),
            new Parameter("last", false));
    assertThat(methods).allMatch(AuditedMethod::named);
    assertThat(methods)
        .extracting(method -> method.site().redactsResult())
        .containsExactly(false, false, true, false);
    assertThat(methods).allMatch(method -> method.site().capture() == CaptureMode.FULL);
  }

  @Test
  void howMuchIsKeptIsConfiguredForAnnotatedMethodsToo() {
    Includes includes =
        new Includes(
            List.of(IncludePattern.parse("*.Specimen#hide:none")), List.of(), CaptureMode.NAMES);
    assertThat(scan(classFile(), marks(includes)))
        .extracting(method -> method.site().capture())
        .containsExactly(CaptureMode.NAMES, CaptureMode.NONE, CaptureMode.NAMES, CaptureMode.NAMES);
  }

  @Test
  void withoutDebugInformationTheLedgerSaysThatNamesCannotRedact() {
    ClassReader reader = new ClassReader(classFile());
    ClassWriter writer = new ClassWriter(0);
    reader.accept(writer, ClassReader.SKIP_DEBUG);
    byte[] stripped = writer.toByteArray();
    assertThat(scan(stripped, MARKS).get(1).site().parameters())
        .extracting(Parameter::name)
        .containsExactly("arg0", "arg1", "arg2");
    assertThat(transform(stripped)).isNotNull();
    assertThat(woven.get(0).unnamedMethods()).hasSize(3).doesNotContain("fail()V");
  }

  /** Writes down what it is told, and refuses what it is told to. */
  private static final class Notebook implements CallHandler {
    final List<String> notes = new ArrayList<>();
    boolean refuse;
    @Nullable Object replacement;

    @Override
    public @Nullable Object enter(int site, @Nullable Object self, Object[] arguments) {
      if (refuse) {
        throw new RecordingRefusedException("refused", new IOException("full"));
      }
      notes.add("enter " + site + " " + arguments.length);
      return "call" + site;
    }

    @Override
    public void exit(Object call, @Nullable Object returned, @Nullable Throwable thrown) {
      notes.add("exit " + call + " " + returned + " " + thrown);
    }

    @Override
    public @Nullable Object exitLater(
        int site, Object call, @Nullable Object returned, @Nullable Throwable thrown) {
      exit(call, returned, thrown);
      return replacement == null ? returned : replacement;
    }

    @Override
    public void swallowed(Throwable error) {
      notes.add("swallowed " + error);
    }
  }

  @Test
  void wovenMethodsCallTheBridgeAndBehaveAsBefore() throws Exception {
    byte[] result = transform(classFile());
    assertThat(swallowed).isEmpty();
    Class<?> type = define(result);
    Notebook notebook = new Notebook();
    CallHook.install(notebook);
    var plan = type.getDeclaredMethod("plan", long.class, double.class, String.class);
    plan.setAccessible(true);
    assertThat(plan.invoke(null, 1L, 2.0, "abc")).isEqualTo(6L);
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object specimen = constructor.newInstance();
    var hide = type.getDeclaredMethod("callHide", String.class);
    hide.setAccessible(true);
    assertThat(hide.invoke(specimen, "s")).isEqualTo("s12");
    @SuppressWarnings("unchecked") // Specimen is one.
    var function = (java.util.function.Function<Object, Object>) specimen;
    assertThat(function.apply(5)).isEqualTo("applied 5");
    var fail = type.getDeclaredMethod("fail");
    fail.setAccessible(true);
    assertThatThrownBy(() -> fail.invoke(specimen))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("told to");
    assertThat(notebook.notes)
        .containsExactly(
            "enter 0 3",
            "exit call0 6 null",
            "enter 1 3",
            "exit call1 s12 null",
            "enter 2 1",
            "exit call2 applied 5 null",
            "enter 3 0",
            "exit call3 null java.lang.IllegalStateException: told to");
  }

  @Test
  void aRefusalKeepsTheBodyFromRunning() throws Exception {
    Class<?> type = define(transform(classFile()));
    Notebook notebook = new Notebook();
    notebook.refuse = true;
    CallHook.install(notebook);
    var plan = type.getDeclaredMethod("plan", long.class, double.class, String.class);
    plan.setAccessible(true);
    assertThatThrownBy(() -> plan.invoke(null, 1L, 2.0, "abc"))
        .cause()
        .isInstanceOf(RecordingRefusedException.class);
    var bodies = type.getDeclaredField("bodies");
    bodies.setAccessible(true);
    assertThat(bodies.getInt(null)).isZero();
    assertThat(notebook.notes).isEmpty();
  }

  @Test
  void whatIsWovenIsSaidOnceAndKeepsItsNumbers() {
    byte[] first = transform(classFile());
    byte[] again = transform(classFile());
    assertThat(Arrays.equals(again, first)).isTrue();
    assertThat(woven).hasSize(1);
    assertThat(woven.get(0).className()).isEqualTo(NAME);
    assertThat(woven.get(0).by())
        .isEqualTo("io.tachograph.api.AuditedTask, io.tachograph.api.AuditedTool");
    assertThat(woven.get(0).error()).isNull();
    assertThat(woven.get(0).classSha256()).hasSize(64);
  }

  @Test
  void whatIsWovenAlreadyIsNotWovenTwiceAndRecordsByItsNumberAgain() {
    byte[] result = transform(classFile());
    assertThat(transform(result)).isNull();
    assertThat(sites.method(0)).isNotNull();
    sites.rest();
    assertThat(sites.method(0)).isNull();
    assertThat(transform(result)).isNull();
    for (int number = 0; number < 4; number++) {
      assertThat(sites.method(number).site().name())
          .isEqualTo(scan(classFile(), MARKS).get(number).site().name());
    }
    Includes more = new Includes(List.of(IncludePattern.parse("*Specimen#callHide")), List.of());
    AuditTransformer other = new AuditTransformer(marks(more), sites, woven::add, swallowed::add);
    byte[] added =
        other.transform(null, new ClassLoader() {}, NAME.replace('.', '/'), null, null, result);
    assertThat(WovenMethods.of(added)).containsValues(0, 1, 2, 3, 4).hasSize(5);
    assertThat(swallowed).isEmpty();
  }

  @Test
  void classesWithNothingToAuditAreLetThrough() throws Exception {
    try (InputStream in = String.class.getResourceAsStream("String.class")) {
      assertThat(transform(in.readAllBytes())).isNull();
    }
    assertThat(transformer.transform(null, null, "java/lang/X", null, null, classFile())).isNull();
    assertThat(woven).isEmpty();
  }

  @Test
  void brokenClassFilesAreLeftAsTheyAreAndSaid() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      byte[] broken = classFile();
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      byte[] result = transform(broken);
      if (result == null && !woven.isEmpty()) {
        Weaving last = woven.get(woven.size() - 1);
        assertThat(last.error() == null && last.methods().isEmpty())
            .as("seed=%d round=%d", seed, round)
            .isFalse();
      }
    }
    assertThat(swallowed).as("seed=%d", seed).isEmpty();
  }

  @Test
  void methodsNamedInTheConfigurationAreFound() {
    Includes includes =
        new Includes(
            List.of(IncludePattern.parse("io.tachograph.agent.Spec*#pl*")),
            List.of(IncludePattern.parse("*Specimen#callHide")));
    List<AuditedMethod> methods = scan(classFile(), marks(includes));
    assertThat(methods)
        .filteredOn(method -> method.by().equals("include"))
        .extracting(method -> method.method() + " " + method.site().kind())
        .containsExactly("callHide TASK", "plain TOOL");
    // The annotation says more than the configuration.
    assertThat(methods.get(0).site().kind()).isEqualTo(CallKind.TASK);
  }
}
