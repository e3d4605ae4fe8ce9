package io.tachograph.agent;

import io.tachograph.bootstrap.DefineHook;
import java.lang.instrument.ClassFileTransformer;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Puts the call of {@link DefineHook} at the beginning of {@code java.lang.ClassLoader}'s methods
 * that define a class. Nothing else of the JDK is touched for the sake of matching. Thread-safe.
 */
final class DefineClassWeaver implements ClassFileTransformer {
  private static final String CLASS_LOADER = "java/lang/ClassLoader";
  private static final String DEFINE = "defineClass";
  private static final Type DOMAIN = Type.getType(ProtectionDomain.class);
  private static final String FROM_BYTES =
      Type.getMethodDescriptor(
          Type.getType(Class.class),
          Type.getType(String.class),
          Type.getType(byte[].class),
          Type.INT_TYPE,
          Type.INT_TYPE,
          DOMAIN);
  private static final String FROM_BUFFER =
      Type.getMethodDescriptor(
          Type.getType(Class.class),
          Type.getType(String.class),
          Type.getType(ByteBuffer.class),
          DOMAIN);

  /** Which instructions load what the hook takes, behind {@code this}, by the descriptor. */
  private static final Map<String, int[]> PASSED =
      Map.of(
          FROM_BYTES, new int[] {Opcodes.ALOAD, 2, Opcodes.ILOAD, 3, Opcodes.ILOAD, 4},
          FROM_BUFFER, new int[] {Opcodes.ALOAD, 2});

  private final Consumer<Throwable> swallowed;

  DefineClassWeaver(Consumer<Throwable> swallowed) {
    this.swallowed = swallowed;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null || !CLASS_LOADER.equals(internalName)) {
      return null;
    }
    try {
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Methods(writer), 0);
      return writer.toByteArray();
    } catch (Throwable e) {
      swallowed.accept(e);
      return null;
    }
  }

  /** Finds the methods; the others are copied as they are. */
  private static final class Methods extends ClassVisitor {
    Methods(ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      int[] passed = DEFINE.equals(name) ? PASSED.get(descriptor) : null;
      return passed == null ? method : new Beginning(method, passed);
    }
  }

  /** Writes the call in front of a method's body. */
  private static final class Beginning extends MethodVisitor {
    private final int[] passed;

    Beginning(MethodVisitor method, int[] passed) {
      super(Opcodes.ASM9, method);
      this.passed = passed;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      for (int i = 0; i < passed.length; i += 2) {
        super.visitVarInsn(passed[i], passed[i + 1]);
      }
      boolean bytes = passed.length > 2;
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(DefineHook.class),
          "defining",
          bytes
              ? "(Ljava/lang/ClassLoader;[BII)V"
              : "(Ljava/lang/ClassLoader;Ljava/nio/ByteBuffer;)V",
          false);
    }
  }
}
