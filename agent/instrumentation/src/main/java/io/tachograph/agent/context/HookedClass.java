package io.tachograph.agent.context;

import io.tachograph.agent.context.ExecutorHooks.Hooked;
import io.tachograph.agent.context.ExecutorHooks.Place;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A class of executors on its way through ASM: hooked methods are written anew, and all others are
 * copied as they are.
 */
final class HookedClass extends ClassVisitor {
  private final String className;
  private final List<Hooked> hooks;
  private int calls;

  private HookedClass(String className, List<Hooked> hooks, ClassWriter writer) {
    super(Opcodes.ASM9, writer);
    this.className = className;
    this.hooks = hooks;
  }

  /**
   * Hooks a class file.
   *
   * @return the hooked one, or null if nothing in it is as these hooks know it
   */
  static byte @Nullable [] hook(String className, List<Hooked> hooks, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    HookedClass hooked = new HookedClass(className, hooks, writer);
    reader.accept(hooked, ClassReader.EXPAND_FRAMES);
    return hooked.calls == 0 ? null : writer.toByteArray();
  }

  /** A call of a hook was put in. */
  void placed() {
    calls++;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
    String receiver = (access & Opcodes.ACC_STATIC) == 0 ? className : null;
    for (Hooked hook : hooks) {
      if (hook.isIn(name, descriptor)) {
        method =
            hook.place() == Place.AROUND
                ? new HookedBody(method, hook, this, receiver, descriptor)
                : new HookedMethod(method, hook, this);
      }
    }
    return method;
  }
}
