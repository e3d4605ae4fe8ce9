package io.tachograph.agent;

import io.tachograph.recorder.CaptureMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of one class file that are to be audited, and what they hand down to those that
 * override them. Used once.
 */
final class MethodScan extends ClassVisitor {
  private final String className;
  private final String packageName;
  private final Marks marks;
  private final InheritedMarks inherited;
  private final Map<String, DeclaredMethod> declared = new LinkedHashMap<>();

  /** What a method overrides through the bridge that a compiler made beside it. */
  private final Map<String, Overridable> bridged = new HashMap<>();

  private final List<AuditedMethod> found = new ArrayList<>();
  private final Map<String, Overridable> handedDown = new HashMap<>();
  private GeneratedProxy proxy = GeneratedProxy.NONE;
  private boolean isKotlin;

  private MethodScan(String className, Marks marks, InheritedMarks inherited) {
    super(OpenedClassReader.ASM_API);
    this.className = className;
    this.packageName = className.substring(0, Math.max(0, className.lastIndexOf('.')));
    this.marks = marks;
    this.inherited = inherited;
  }

  /**
   * What a scan found.
   *
   * @param methods the methods to audit, in the order of the class file
   * @param handedDown what the class hands down to those under it
   * @param missing methods that a preset expects in this class and that it does not have
   */
  record Result(
      List<AuditedMethod> methods, InheritedMarks handedDown, List<MarkedMethod> missing) {}

  /**
   * Scans a class file.
   *
   * @param inherited what its super types hand down
   */
  static Result of(String className, byte[] classFile, Marks marks, InheritedMarks inherited) {
    MethodScan scan = new MethodScan(className, marks, inherited);
    OpenedClassReader.of(classFile).accept(scan, ClassReader.SKIP_FRAMES);
    scan.findBridged();
    scan.declared.values().forEach(scan::judge);
    return new Result(scan.found, inherited.with(scan.handedDown), scan.missing());
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    proxy = GeneratedProxy.of(className, superName, interfaces);
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    isKotlin |= annotation.equals("Lkotlin/Metadata;");
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (name.startsWith("<")) {
      return null;
    }
    DeclaredMethod method = new DeclaredMethod(access, name, descriptor, marks);
    declared.put(method.signature(), method);
    return method;
  }

  private void findBridged() {
    for (DeclaredMethod method : declared.values()) {
      Overridable overridden = overriddenBy(method);
      String target = method.bridged();
      if (target != null && overridden != null) {
        bridged.merge(target, overridden, Overridable::and);
      }
    }
  }

  private @Nullable Overridable overriddenBy(DeclaredMethod method) {
    return method.isVirtual() ? inherited.of(method.signature(), packageName) : null;
  }

  private void judge(DeclaredMethod method) {
    Overridable direct = overriddenBy(method);
    Overridable throughBridge = method.isVirtual() ? bridged.get(method.signature()) : null;
    Overridable overridden = Overridable.merge(direct, throughBridge);
    MethodMark own = method.annotated();
    MethodMark named = marks.method(className, method.name, method.descriptor);
    MethodMark handed = overridden == null ? null : overridden.mark();
    MethodMark mark = own == null ? MethodMark.first(named, handed) : own;
    if (mark == null && !method.is(Opcodes.ACC_SYNTHETIC)) {
      mark = marks.include(className, method.name, method.is(Opcodes.ACC_PUBLIC));
    }
    boolean isInherited = own == null && mark != null && mark.equals(handed);
    AuditedParameters parameters = AuditedParameters.of(method, overridden);
    if (mark != null && hasBodyToAudit(method, isInherited)) {
      String by =
          isInherited && overridden != null ? mark.by() + " on " + overridden.origin() : mark.by();
      CaptureMode capture = marks.captureOf(className, method.name, method.is(Opcodes.ACC_PUBLIC));
      found.add(parameters.audited(className, mark, capture, by));
    }
    if (method.isVirtual() && ((mark != null && mark.inherited()) || parameters.redactsAny())) {
      handedDown.put(
          keyOf(method),
          new Overridable(
              mark != null && mark.inherited() ? mark : null,
              isInherited && overridden != null ? overridden.origin() : className,
              parameters.names(),
              parameters.redacted()));
    }
  }

  private String keyOf(DeclaredMethod method) {
    boolean fromItsPackageAlone =
        method.isPackagePrivate() && !inherited.contain(method.signature());
    return fromItsPackageAlone
        ? InheritedMarks.inPackage(method.signature(), packageName)
        : method.signature();
  }

  /**
   * Whether its body is what a call comes to. Of a bridge and what it calls it is the latter; only
   * where that is in a super class which knows nothing of the mark, calls are seen at the bridge.
   */
  private boolean hasBodyToAudit(DeclaredMethod method, boolean isInherited) {
    if (method.is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)
        || (isKotlin && method.callsCompanion())) {
      return false;
    }
    String target = method.bridged();
    if (target != null) {
      return isInherited
          && !declared.containsKey(target)
          && inherited.of(target, packageName) == null
          && !proxy.leavesOut(isInherited);
    }
    // A lambda's body is audited where a preset names it.
    boolean isMeant =
        !method.is(Opcodes.ACC_SYNTHETIC)
            || marks.method(className, method.name, method.descriptor) != null;
    return isMeant && !proxy.leavesOut(isInherited);
  }

  private List<MarkedMethod> missing() {
    List<MarkedMethod> named = marks.methodsOf(className);
    return named.stream()
        .filter(MarkedMethod::expected)
        .filter(m -> !isDeclared(m))
        .filter(m -> named.stream().noneMatch(o -> o.standsFor(m) && isDeclared(o)))
        .toList();
  }

  private boolean isDeclared(MarkedMethod method) {
    return declared.values().stream().anyMatch(d -> method.names(d.name, d.descriptor));
  }
}
