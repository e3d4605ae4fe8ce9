package io.tachograph.agent.context;

import java.util.function.Consumer;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method of an executor that calls {@link io.tachograph.bootstrap.ContextHook} somewhere. */
abstract class HookedMethod extends MethodVisitor {
  private static final String HOOK = "io/tachograph/bootstrap/ContextHook";

  /** What the hooks need of the stack beyond what the method has there. */
  private static final int MAX_OPERANDS = 4;

  private final Runnable placed;

  /**
   * Copies a method to another visitor.
   *
   * @param placed told whenever a call of the hook was put in
   */
  HookedMethod(MethodVisitor next, Runnable placed) {
    super(Opcodes.ASM9, next);
    this.placed = placed;
  }

  final void hook(String name, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, name, descriptor, false);
    placed.run();
  }

  final void handOver() {
    hook("handOver", "(Ljava/lang/Object;)V");
  }

  final void load(int slot) {
    super.visitVarInsn(Opcodes.ALOAD, slot);
  }

  final void loadInt(int slot) {
    super.visitVarInsn(Opcodes.ILOAD, slot);
  }

  final void loadLong(int slot) {
    super.visitVarInsn(Opcodes.LLOAD, slot);
  }

  final void field(String owner, String name, String descriptor) {
    super.visitFieldInsn(Opcodes.GETFIELD, owner, name, descriptor);
  }

  final void copyTop() {
    super.visitInsn(Opcodes.DUP);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + MAX_OPERANDS, maxLocals);
  }

  /** Calls a hook before anything else is done. */
  static final class Entering extends HookedMethod {
    private final Consumer<HookedMethod> hooks;

    Entering(MethodVisitor next, Runnable placed, Consumer<HookedMethod> hooks) {
      super(next, placed);
      this.hooks = hooks;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      hooks.accept(this);
    }
  }

  /** Hands over an object when its constructor is done with it. */
  static final class Made extends HookedMethod {
    Made(MethodVisitor next, Runnable placed) {
      super(next, placed);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        load(0);
        handOver();
      }
      super.visitInsn(opcode);
    }
  }

  /** Replaces the argument in slot 1 by what a hook makes of it. */
  static final class Replacing extends HookedMethod {
    private final String hook;

    /** Only before this field is read first, for others may replace it before; else at entry. */
    private final String field;

    private boolean done;

    Replacing(MethodVisitor next, Runnable placed, String hook, String field) {
      super(next, placed);
      this.hook = hook;
      this.field = field;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (field.isEmpty()) {
        replace();
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (!done && opcode == Opcodes.GETFIELD && name.equals(field)) {
        replace();
      }
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    private void replace() {
      done = true;
      load(1);
      hook(hook, "(Ljava/lang/Runnable;)Ljava/lang/Runnable;");
      super.visitVarInsn(Opcodes.ASTORE, 1);
    }
  }

  /** Calls hooks on what was read from a field. */
  static final class Reading extends HookedMethod {
    private final String field;
    private final Consumer<HookedMethod> hooks;

    Reading(
        MethodVisitor next, Runnable placed, String field, Consumer<HookedMethod> hooks) {
      super(next, placed);
      this.field = field;
      this.hooks = hooks;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      super.visitFieldInsn(opcode, owner, name, descriptor);
      if (opcode == Opcodes.GETFIELD && name.equals(field)) {
        hooks.accept(this);
      }
    }
  }

  /** Calls hooks on what is returned. */
  static final class Giving extends HookedMethod {
    private final Consumer<HookedMethod> hooks;

    Giving(MethodVisitor next, Runnable placed, Consumer<HookedMethod> hooks) {
      super(next, placed);
      this.hooks = hooks;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.ARETURN) {
        hooks.accept(this);
      }
      super.visitInsn(opcode);
    }
  }

  /** Calls hooks before and after calls of a method of some name. */
  static final class Calling extends HookedMethod {
    private final String called;
    private final Consumer<HookedMethod> before;
    private final Consumer<HookedMethod> after;

    Calling(
        MethodVisitor next,
        Runnable placed,
        String called,
        Consumer<HookedMethod> before,
        Consumer<HookedMethod> after) {
      super(next, placed);
      this.called = called;
      this.before = before;
      this.after = after;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean found = name.equals(called);
      if (found) {
        before.accept(this);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (found) {
        after.accept(this);
      }
    }
  }
}
