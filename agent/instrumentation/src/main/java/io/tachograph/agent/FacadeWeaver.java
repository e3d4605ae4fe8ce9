package io.tachograph.agent;

import io.tachograph.bootstrap.FacadeCopies;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Has a copy of the {@code Tachograph} facade that a loader of the host defines say so at the end
 * of its static initialiser, when something can be put behind it.
 */
final class FacadeWeaver extends ClassVisitor {
  private static final String INITIALISER = "<clinit>";

  private final Type facade;

  private FacadeWeaver(ClassVisitor next, Type facade) {
    super(OpenedClassReader.ASM_API, next);
    this.facade = facade;
  }

  /** The woven class file. */
  static byte[] weave(String internalName, byte[] classFile) {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new FacadeWeaver(writer, Type.getObjectType(internalName)), 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return name.equals(INITIALISER) ? new Initialiser(next) : next;
  }

  private final class Initialiser extends MethodVisitor {
    Initialiser(MethodVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        visitLdcInsn(facade);
        visitMethodInsn(
            Opcodes.INVOKESTATIC,
            Type.getInternalName(FacadeCopies.class),
            "made",
            Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(Class.class)),
            false);
      }
      super.visitInsn(opcode);
    }
  }
}
