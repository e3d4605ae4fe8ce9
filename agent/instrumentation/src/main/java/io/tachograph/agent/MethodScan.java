package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CallSite;
import io.tachograph.recorder.Parameter;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Finds the methods of one class file that are to be audited. Used once. */
final class MethodScan extends ClassVisitor {
  /** Methods without a body of their own, and those that a compiler made beside one. */
  private static final int SKIPPED =
      Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;

  private final String className;
  private final Includes includes;
  private final List<AuditedMethod> found = new ArrayList<>();

  private MethodScan(String className, Includes includes) {
    super(OpenedClassReader.ASM_API);
    this.className = className;
    this.includes = includes;
  }

  /** The methods to audit, in the order of the class file. */
  static List<AuditedMethod> of(String className, byte[] classFile, Includes includes) {
    MethodScan scan = new MethodScan(className, includes);
    OpenedClassReader.of(classFile).accept(scan, ClassReader.SKIP_FRAMES);
    return scan.found;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    boolean skipped = (access & SKIPPED) != 0 || name.startsWith("<");
    return skipped ? null : new Candidate(access, name, descriptor);
  }

  /** One method: what marks it, and what its parameters are called. */
  private final class Candidate extends MethodVisitor {
    private final int access;
    private final String name;
    private final String descriptor;
    private final Type[] types;
    private final @Nullable String[] declaredNames;
    private final @Nullable String[] localNames;
    private final boolean[] redacted;
    private int declared;
    private @Nullable Mark mark;

    Candidate(int access, String name, String descriptor) {
      super(OpenedClassReader.ASM_API);
      this.access = access;
      this.name = name;
      this.descriptor = descriptor;
      this.types = Type.getArgumentTypes(descriptor);
      this.declaredNames = new String[types.length];
      this.localNames = new String[types.length];
      this.redacted = new boolean[types.length];
    }

    @Override
    public void visitParameter(@Nullable String parameter, int parameterAccess) {
      if (declared < declaredNames.length) {
        declaredNames[declared++] = parameter;
      }
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      AuditAnnotation known = AuditAnnotation.of(annotation).orElse(null);
      if (known == null || mark != null) {
        return null;
      }
      Mark made = new Mark(known.kind(), known.className());
      mark = made;
      return made;
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(
        int parameter, String annotation, boolean visible) {
      if (annotation.equals(AuditAnnotation.REDACTED_DESCRIPTOR) && parameter < redacted.length) {
        redacted[parameter] = true;
      }
      return null;
    }

    @Override
    public void visitLocalVariable(
        String variable,
        String variableDescriptor,
        @Nullable String signature,
        Label start,
        Label end,
        int index) {
      int slot = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
      for (int i = 0; i < types.length; i++) {
        if (slot == index) {
          localNames[i] = localNames[i] == null ? variable : localNames[i];
        }
        slot += types[i].getSize();
      }
    }

    @Override
    public void visitEnd() {
      Mark marked = mark;
      if (marked == null) {
        CallKind kind = includes.kindOf(className, name, (access & Opcodes.ACC_PUBLIC) != 0);
        marked = kind == null ? null : new Mark(kind, "include");
      }
      if (marked != null) {
        found.add(audited(marked));
      }
    }

    private AuditedMethod audited(Mark marked) {
      List<Parameter> parameters = new ArrayList<>();
      boolean named = true;
      for (int i = 0; i < types.length; i++) {
        String known = declaredNames[i] == null ? localNames[i] : declaredNames[i];
        named &= known != null;
        parameters.add(new Parameter(known == null ? "arg" + i : known, redacted[i]));
      }
      CallSite site =
          new CallSite(
              marked.kind,
              marked.name.isEmpty() ? name : marked.name,
              marked.agent.isEmpty() ? null : marked.agent,
              className,
              name,
              parameters);
      return new AuditedMethod(name, descriptor, site, marked.by, named, null);
    }
  }

  /** What marks a method, with the members that name it. */
  private static final class Mark extends AnnotationVisitor {
    private final CallKind kind;
    private final String by;
    private String name = "";
    private String agent = "";

    Mark(CallKind kind, String by) {
      super(OpenedClassReader.ASM_API);
      this.kind = kind;
      this.by = by;
    }

    @Override
    public void visit(@Nullable String member, Object value) {
      if ("name".equals(member)) {
        name = value.toString();
      } else if ("agent".equals(member)) {
        agent = value.toString();
      }
    }
  }
}
