package io.tachograph.agent;

import io.tachograph.bootstrap.CallHook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a class file that are woven already, and their numbers. The JVM hands such
 * class files to transformers: of a class that was loaded before there was one, it remembers the
 * bytes that it runs, not those that it was loaded from. Used once.
 */
final class WovenMethods extends ClassVisitor {
  private static final String BRIDGE = Type.getInternalName(CallHook.class);
  private static final ConstantTexts TEXTS = new ConstantTexts(List.of(BRIDGE));

  private final Map<String, Integer> numbers = new HashMap<>();

  private WovenMethods() {
    super(OpenedClassReader.ASM_API);
  }

  /** Numbers by name and descriptor; nearly always there are none. */
  static Map<String, Integer> of(byte[] classFile) {
    ClassFileHead head = ClassFileHead.read(classFile, 0, classFile.length, TEXTS);
    if (head == null || !head.mentions()) {
      return Map.of();
    }
    WovenMethods found = new WovenMethods();
    OpenedClassReader.of(classFile).accept(found, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    return found.numbers;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Body(name + descriptor);
  }

  /** The advice stands first, and the number first in it. */
  private final class Body extends MethodVisitor {
    private final String method;
    private @Nullable Integer first;

    Body(String method) {
      super(OpenedClassReader.ASM_API);
      this.method = method;
    }

    private void constant(int value) {
      first = first == null ? value : first;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
        constant(opcode - Opcodes.ICONST_0);
      }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
        constant(operand);
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Integer number) {
        constant(number);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      Integer number = first;
      if (owner.equals(BRIDGE) && name.startsWith("enter") && number != null) {
        numbers.putIfAbsent(method, number);
      }
    }
  }
}
