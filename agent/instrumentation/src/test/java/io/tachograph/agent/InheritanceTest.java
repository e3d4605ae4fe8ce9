package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.Parameter;
import io.tachograph.recorder.Weaving;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** What a class has to do with the marks of its super types, whichever is loaded first. */
class InheritanceTest {
  private static final Includes NO_INCLUDES = new Includes(List.of(), List.of());
  private static final String CALLBACK = Family.Callback.class.getName();

  private final CallSites sites = new CallSites();
  private final List<Weaving> woven = new ArrayList<>();
  private final List<Throwable> swallowed = new ArrayList<>();

  private AuditTransformer transformer(MarkedMethod... methods) {
    return new AuditTransformer(
        new Marks(AuditAnnotation.OWN, List.of(methods), NO_INCLUDES),
        sites,
        woven::add,
        swallowed::add);
  }

  private void load(FamilyLoader loader, Class<?>... types) throws Exception {
    for (Class<?> type : types) {
      Class.forName(type.getName(), true, loader);
    }
    assertThat(swallowed).isEmpty();
    assertThat(woven).filteredOn(w -> w.error() != null && !w.error().contains("preset")).isEmpty();
  }

  private Weaving of(Class<?> type) {
    return woven.stream()
        .filter(w -> w.className().equals(type.getName()))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aClassUnderAnInterfaceIsWovenThoughItsFileComesFirst() throws Exception {
    load(new FamilyLoader(transformer()), Family.Plain.class);
    assertThat(woven).hasSize(1);
    assertThat(of(Family.Plain.class).methods())
        .containsExactly(
            "search(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
            "signIn(Ljava/lang/String;)Ljava/lang/String;");
    assertThat(of(Family.Plain.class).by())
        .isEqualTo(
            "io.tachograph.api.AuditedTool on "
                + Family.Search.class.getName()
                + ", io.tachograph.api.AuditedTask");
  }

  @Test
  void nameAgentAndRedactionComeAlong() throws Exception {
    load(new FamilyLoader(transformer()), Family.Plain.class);
    assertThat(sites.get(0).name()).isEqualTo("look");
    assertThat(sites.get(0).agent()).isEqualTo("librarian");
    assertThat(sites.get(0).kind()).isEqualTo(CallKind.TOOL);
    assertThat(sites.get(0).className()).isEqualTo(Family.Plain.class.getName());
    assertThat(sites.get(0).parameters())
        .containsExactly(new Parameter("query", false), new Parameter("key", true));
    // Its own annotation marks it, and still the interface says what must not be recorded.
    assertThat(sites.get(1).parameters()).containsExactly(new Parameter("pin", true));
  }

  @Test
  void theNearestAnnotationCountsForAllBelowIt() throws Exception {
    load(new FamilyLoader(transformer()), Family.Below.class);
    assertThat(of(Family.Own.class).by()).isEqualTo("io.tachograph.api.AuditedTask");
    assertThat(of(Family.Below.class).by())
        .isEqualTo("io.tachograph.api.AuditedTask on " + Family.Own.class.getName());
    int last = sites.numberOf(sites.method(3));
    assertThat(sites.get(last).name()).isEqualTo("own");
    assertThat(sites.get(last).kind()).isEqualTo(CallKind.TASK);
    assertThat(sites.get(last).parameters().get(1).redacted()).isTrue();
  }

  @Test
  void ofABridgeAndItsTargetTheTargetIsWoven() throws Exception {
    load(new FamilyLoader(transformer()), Family.Length.class);
    assertThat(of(Family.Length.class).methods())
        .containsExactly("map(Ljava/lang/String;)Ljava/lang/Integer;");
  }

  @Test
  void aGeneratedSubclassLeavesTheCallToItsTarget() throws Exception {
    load(new FamilyLoader(transformer()), Family.Plain$$SpringCGLIB$$0.class);
    assertThat(of(Family.Plain.class)).isNotNull();
    assertThat(of(Family.Plain$$SpringCGLIB$$0.class)).isNull();
  }

  @Test
  void aPresetMarksWhatImplementsAFrameworksInterface() throws Exception {
    MarkedMethod call =
        MarkedMethod.of("acme", CallKind.TOOL, CALLBACK, "call")
            .withDescriptor("(Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/Object;")
            .named("callback");
    load(new FamilyLoader(transformer(call)), Family.Tool.class);
    assertThat(woven).hasSize(1);
    assertThat(of(Family.Tool.class).by()).isEqualTo("acme on " + CALLBACK);
    assertThat(of(Family.Tool.class).methods())
        .containsExactly("call(Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/Object;");
    assertThat(sites.get(0).name()).isEqualTo("callback");
  }

  @Test
  void aPresetMayMeanItsTypeAlone() throws Exception {
    MarkedMethod call = MarkedMethod.of("acme", CallKind.TOOL, CALLBACK, "call").itselfOnly();
    load(new FamilyLoader(transformer(call)), Family.Tool.class);
    assertThat(woven).isEmpty();
  }

  @Test
  void aMethodThatAPresetExpectsInVainIsSaid() throws Exception {
    MarkedMethod gone = MarkedMethod.of("acme", CallKind.TOOL, CALLBACK, "invoke");
    load(new FamilyLoader(transformer(gone, gone.whereItIs())), Family.Tool.class);
    assertThat(woven).hasSize(1);
    assertThat(woven.get(0).error())
        .isEqualTo("preset acme: " + CALLBACK + " has no method invoke");
  }

  @Test
  void aTypeOfTheSameNameInAnotherLoaderIsAnother() throws Exception {
    AuditTransformer transformer = transformer();
    load(new FamilyLoader(transformer), Family.Plain.class);
    woven.clear();
    String search = Family.Search.class.getName();
    FamilyLoader bare = new FamilyLoader(transformer).with(search, unannotated(search));
    load(bare, Family.Plain.class, Family.Own.class);
    assertThat(of(Family.Plain.class).by()).isEqualTo("io.tachograph.api.AuditedTask");
    assertThat(of(Family.Own.class).by()).isEqualTo("io.tachograph.api.AuditedTask");
    FamilyLoader again = new FamilyLoader(transformer);
    woven.clear();
    load(again, Family.Plain.class);
    // Said before, and woven all the same.
    assertThat(woven).isEmpty();
  }

  private static byte[] unannotated(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
        name.replace('.', '/'),
        null,
        "java/lang/Object",
        null);
    writer.visitMethod(
        Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
        "search",
        "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
        null,
        null);
    return writer.toByteArray();
  }

  @Test
  void aSuspendFunctionsContinuationIsNoArgument() {
    AuditedMethod method = later("Ljava/lang/Object;", "times");
    assertThat(method.site().parameters()).containsExactly(new Parameter("times", false));
    assertThat(method.named()).isTrue();
    assertThat(method.suspends()).isTrue();
  }

  @Test
  void aContinuationThatIsAnArgumentIsOne() {
    AuditedMethod method = later("Ljava/lang/String;", "times", "then");
    assertThat(method.site().parameters())
        .containsExactly(new Parameter("times", false), new Parameter("then", false));
    assertThat(method.suspends()).isFalse();
  }

  /** A method that is given a number and a continuation. */
  private static AuditedMethod later(String returned, String... names) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "acme/Later", null, "java/lang/Object", null);
    MethodVisitor later =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "later",
            "(ILkotlin/coroutines/Continuation;)" + returned,
            null,
            null);
    later.visitAnnotation("Lio/tachograph/api/AuditedTool;", true).visitEnd();
    for (String name : names) {
      later.visitParameter(name, 0);
    }
    later.visitCode();
    later.visitInsn(Opcodes.ACONST_NULL);
    later.visitInsn(Opcodes.ARETURN);
    later.visitMaxs(0, 0);
    return MethodScan.of(
            "acme.Later",
            writer.toByteArray(),
            new Marks(AuditAnnotation.OWN, List.of(), NO_INCLUDES),
            InheritedMarks.NONE)
        .methods()
        .get(0);
  }
}
