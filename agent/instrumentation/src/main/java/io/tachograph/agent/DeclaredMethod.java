package io.tachograph.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * A method as its class file has it: what is annotated, what its parameters are called, and which
 * method it does nothing but call. Filled by one pass over the class file.
 */
final class DeclaredMethod extends MethodVisitor {
  /** Among the indexes of parameters that are not to be recorded, stands for the result. */
  static final int RESULT = -1;

  final int access;
  final String name;
  final String descriptor;
  final Type[] types;

  private final Marks marks;
  private final @Nullable String[] declaredNames;
  private final @Nullable String[] localNames;
  private final @Nullable String[] saidNames;
  private final Set<Integer> redacted = new TreeSet<>();
  private @Nullable MethodMark annotated;
  private @Nullable String bridged;
  private int calls;
  private int declared;

  DeclaredMethod(int access, String name, String descriptor, Marks marks) {
    super(OpenedClassReader.ASM_API);
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.marks = marks;
    this.types = Type.getArgumentTypes(descriptor);
    this.declaredNames = new String[types.length];
    this.localNames = new String[types.length];
    this.saidNames = new String[types.length];
  }

  boolean is(int flags) {
    return (access & flags) != 0;
  }

  /** Whether it may override another, and others it. */
  boolean isVirtual() {
    return !is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE) && !name.startsWith("<");
  }

  /** Whether others can override it from that package alone. */
  boolean isPackagePrivate() {
    return !is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE);
  }

  String signature() {
    return name + descriptor;
  }

  /** What its own annotations say, or null for nothing. */
  @Nullable MethodMark annotated() {
    return annotated;
  }

  Set<Integer> redacted() {
    return redacted;
  }

  /** Of the method that a bridge calls the name and descriptor, null where it is not a bridge. */
  @Nullable String bridged() {
    return is(Opcodes.ACC_BRIDGE) ? bridged : null;
  }

  /**
   * Whether it is what Kotlin makes of {@code @JvmStatic} in a companion object: a static method
   * that has the same annotations and does nothing but call the companion's.
   */
  boolean callsCompanion() {
    return is(Opcodes.ACC_STATIC) && calls == 1 && signature().equals(bridged);
  }

  /** What its parameters are called, null where the class file does not say. */
  List<@Nullable String> parameterNames() {
    List<@Nullable String> names = new ArrayList<>(Arrays.asList(declaredNames));
    names.replaceAll(known -> known);
    for (int i = 0; i < types.length; i++) {
      if (names.get(i) == null) {
        names.set(i, localNames[i] == null ? saidNames[i] : localNames[i]);
      }
    }
    return names;
  }

  @Override
  public void visitParameter(@Nullable String parameter, int parameterAccess) {
    if (declared < declaredNames.length) {
      declaredNames[declared++] = parameter;
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    if (annotation.equals(AuditAnnotation.REDACTED_DESCRIPTOR)) {
      redacted.add(RESULT);
    }
    MethodMark mark = marks.annotation(annotation);
    return mark == null ? null : new Members(mark);
  }

  /** Reads an annotation's members, and lets it count if it is the first in rank. */
  private final class Members extends AnnotationVisitor {
    private final MethodMark mark;
    private String callName = "";
    private String agent = "";

    Members(MethodMark mark) {
      super(OpenedClassReader.ASM_API);
      this.mark = mark;
    }

    @Override
    public void visit(@Nullable String member, Object value) {
      if (value instanceof String text) {
        callName = "name".equals(member) || "customName".equals(member) ? text : callName;
        agent = "agent".equals(member) ? text : agent;
      }
    }

    @Override
    public void visitEnd() {
      annotated = MethodMark.first(annotated, mark.called(callName, agent));
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitParameterAnnotation(
      int parameter, String annotation, boolean visible) {
    if (annotation.equals(AuditAnnotation.REDACTED_DESCRIPTOR)) {
      redacted.add(parameter);
    }
    return marks.namesParameters(annotation) && parameter < types.length
        ? new ParameterName(parameter)
        : null;
  }

  /** What an annotation says that a parameter is called, where the class file itself does not. */
  private final class ParameterName extends AnnotationVisitor {
    private final int parameter;

    ParameterName(int parameter) {
      super(OpenedClassReader.ASM_API);
      this.parameter = parameter;
    }

    @Override
    public void visit(@Nullable String member, Object value) {
      if ("value".equals(member) && value instanceof String text) {
        saidNames[parameter] = text;
      }
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
    // A bridge may box or unbox what it passes on, with methods of the JDK.
    if (!owner.startsWith("java/lang/")) {
      calls++;
      bridged = called + calledDescriptor;
    }
  }

  @Override
  public void visitLocalVariable(
      String variable,
      String variableDescriptor,
      @Nullable String signature,
      Label start,
      Label end,
      int index) {
    int slot = is(Opcodes.ACC_STATIC) ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      if (slot == index) {
        localNames[i] = localNames[i] == null ? variable : localNames[i];
      }
      slot += types[i].getSize();
    }
  }
}
