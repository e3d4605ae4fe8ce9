package io.tachograph.agent.context;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks of {@link ExecutorHooks} into class files as the JVM loads them or is asked to
 * load them again. Plain ASM, since the first audited call waits for it: methods that are not
 * hooked are copied as they are. Never throws. Thread-safe.
 */
final class ContextTransformer implements ClassFileTransformer {
  private final ExecutorHooks hooks;
  private final BiConsumer<String, @Nullable ClassLoader> seen;
  private final BiConsumer<String, @Nullable Throwable> trouble;

  /**
   * A transformer.
   *
   * @param seen told of each class that is loaded, by internal name and loader
   * @param trouble told of classes that could not be hooked
   */
  ContextTransformer(
      ExecutorHooks hooks,
      BiConsumer<String, @Nullable ClassLoader> seen,
      BiConsumer<String, @Nullable Throwable> trouble) {
    this.hooks = hooks;
    this.seen = seen;
    this.trouble = trouble;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null) {
      return null;
    }
    try {
      if (redefined == null) {
        seen.accept(internalName, loader);
      }
      List<ExecutorHooks.Hooked> hooked = hooks.in(internalName);
      return hooked.isEmpty() ? null : hooked(internalName, hooked, classFile);
    } catch (Throwable e) {
      trouble.accept(internalName, e);
      return null;
    }
  }

  private byte @Nullable [] hooked(
      String internalName, List<ExecutorHooks.Hooked> hooked, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    int[] placed = new int[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            for (ExecutorHooks.Hooked one : hooked) {
              if (one.name().equals(name) && descriptor.startsWith(one.within())) {
                method = one.hooking().around(method, internalName, descriptor, () -> placed[0]++);
              }
            }
            return method;
          }
        },
        ClassReader.EXPAND_FRAMES);
    if (placed[0] == 0) {
      trouble.accept(internalName, null);
      return null;
    }
    return writer.toByteArray();
  }
}
