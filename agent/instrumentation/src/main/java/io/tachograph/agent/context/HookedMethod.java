package io.tachograph.agent.context;

import io.tachograph.agent.context.ExecutorHooks.Hooked;
import io.tachograph.agent.context.ExecutorHooks.Place;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method that calls a hook somewhere; else it is as it was. */
class HookedMethod extends MethodVisitor {
  private static final String HOOK = "io/tachograph/bootstrap/ContextHook";
  private static final String COROUTINE_HOOK = "io/tachograph/bootstrap/CoroutineHook";
  private static final String FUTURE = "java/util/concurrent/CompletableFuture";
  private static final String DELAYED = "java/util/concurrent/DelayScheduler$ScheduledForkJoinTask";

  /** What a hook needs of the stack beyond what the method has there. */
  private static final int MAX_OPERANDS = 4;

  private final Hooked hooked;
  private final HookedClass owner;
  private boolean fieldWasRead;

  HookedMethod(MethodVisitor next, Hooked hooked, HookedClass owner) {
    super(Opcodes.ASM9, next);
    this.hooked = hooked;
    this.owner = owner;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (hooked.place() == Place.ENTRY) {
      callHook();
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (hooked.place() == Place.RETURN && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      callHook();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    boolean found = opcode == Opcodes.GETFIELD && name.equals(hooked.at());
    if (found && hooked.place() == Place.BEFORE_FIELD && !fieldWasRead) {
      fieldWasRead = true;
      callHook();
    }
    super.visitFieldInsn(opcode, owner, name, descriptor);
    if (found && hooked.place() == Place.AFTER_FIELD) {
      callHook();
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    boolean found = name.equals(hooked.at());
    if (found && hooked.place() == Place.BEFORE_CALL) {
      callHook();
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (found && hooked.place() == Place.AFTER_CALL) {
      callHook();
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + MAX_OPERANDS, maxLocals);
  }

  /** Leaves the stack as it is, but for a token that some hooks give. */
  final void callHook() {
    switch (hooked.hook()) {
      case HAND_OVER -> callWithTask("handOver", "(Ljava/lang/Object;)V");
      case HAND_OVER_TIMED -> {
        loadTask();
        super.visitVarInsn(Opcodes.LLOAD, 4);
        call("handOver", "(Ljava/lang/Object;J)V");
      }
      case HAND_OVER_DELAYED -> {
        loadTask();
        loadTask();
        super.visitFieldInsn(Opcodes.GETFIELD, DELAYED, "nextDelay", "J");
        call("handOver", "(Ljava/lang/Object;J)V");
      }
      case SUBMIT -> replaceTask("submit");
      case WRAP -> replaceTask("wrap");
      case REJECT -> callWithTask("reject", "(Ljava/lang/Object;)V");
      case WORK -> callWithTask("work", "(Ljava/lang/Object;)V");
      case CATCH_UP -> callWithTask("catchUp", "(Ljava/lang/Object;)V");
      case REST -> call("rest", "()V");
      case BEGIN -> callWithTask("begin", "(Ljava/lang/Object;)Ljava/lang/Object;");
      case RESUME -> callWithTask("resume", "(Ljava/lang/Object;)Ljava/lang/Object;");
      case FIRE -> {
        loadTask();
        super.visitVarInsn(Opcodes.ILOAD, 1);
        call("fire", "(Ljava/lang/Object;I)Ljava/lang/Object;");
      }
      case COROUTINE_CREATED -> callOfCoroutine("created", "V");
      case COROUTINE_ENTER -> callOfCoroutine("enter", "Ljava/lang/Object;");
      case COROUTINE_RUN -> callOfCoroutine("run", "V");
      case COROUTINE_OVER -> callOfCoroutine("over", "V");
    }
  }

  /** Takes back the token that lies on the stack. */
  final void callEnd() {
    switch (hooked.hook()) {
      case FIRE -> {
        loadTask();
        loadTask();
        super.visitFieldInsn(
            Opcodes.GETFIELD, FUTURE + "$UniCompletion", "dep", "L" + FUTURE + ";");
        call("fired", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V");
      }
      case COROUTINE_ENTER -> call(COROUTINE_HOOK, "leave", "(Ljava/lang/Object;)V");
      default -> call("end", "(Ljava/lang/Object;)V");
    }
  }

  private void replaceTask(String hook) {
    callWithTask(hook, "(Ljava/lang/Runnable;)Ljava/lang/Runnable;");
    super.visitVarInsn(Opcodes.ASTORE, hooked.slot());
  }

  private void callWithTask(String hook, String descriptor) {
    loadTask();
    call(hook, descriptor);
  }

  private void callOfCoroutine(String hook, String returned) {
    loadTask();
    call(COROUTINE_HOOK, hook, "(Ljava/lang/Object;)" + returned);
  }

  private void loadTask() {
    if (hooked.slot() == ExecutorHooks.BELOW_TOP_OF_STACK) {
      super.visitInsn(Opcodes.DUP2);
      super.visitInsn(Opcodes.POP);
    } else if (hooked.slot() < 0) {
      super.visitInsn(Opcodes.DUP);
    } else {
      super.visitVarInsn(Opcodes.ALOAD, hooked.slot());
    }
  }

  private void call(String hook, String descriptor) {
    call(HOOK, hook, descriptor);
  }

  private void call(String bridge, String hook, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, bridge, hook, descriptor, false);
    owner.placed();
  }
}
