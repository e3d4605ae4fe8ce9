package io.tachograph.agent.context;

import io.tachograph.agent.context.ExecutorHooks.Hooked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method whose whole body runs between a hook that gives a token and one that takes it back,
 * whether the body returns or throws. The token has a local variable of its own behind the
 * parameters, and all others move up by one. Only methods that leave their parameters' types as
 * they are.
 */
final class HookedBody extends HookedMethod {
  private static final Object[] ONE_THROWABLE = {"java/lang/Throwable"};

  private final List<Object> parameters = new ArrayList<>();
  private final int token;
  private final Label first = new Label();
  private final Label last = new Label();

  /**
   * One around a body.
   *
   * @param receiver the class whose objects it is called on, null for a static method
   */
  HookedBody(
      MethodVisitor next,
      Hooked hooked,
      HookedClass owner,
      @Nullable String receiver,
      String descriptor) {
    super(next, hooked, owner);
    if (receiver != null) {
      parameters.add(receiver);
    }
    for (Type type : Type.getArgumentTypes(descriptor)) {
      parameters.add(frameType(type));
    }
    token = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (receiver == null ? 1 : 0);
  }

  private static Object frameType(Type type) {
    return switch (type.getSort()) {
      case Type.OBJECT, Type.ARRAY -> type.getInternalName();
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.FLOAT -> Opcodes.FLOAT;
      default -> Opcodes.INTEGER;
    };
  }

  @Override
  public void visitCode() {
    super.visitCode();
    callHook();
    mv.visitVarInsn(Opcodes.ASTORE, token);
    super.visitLabel(first);
  }

  private void giveBack() {
    mv.visitVarInsn(Opcodes.ALOAD, token);
    callEnd();
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      giveBack();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitLabel(last);
    super.visitTryCatchBlock(first, last, last, null);
    Object[] locals = withToken(parameters.size(), parameters.toArray());
    super.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, ONE_THROWABLE);
    giveBack();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack, maxLocals + 1);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    super.visitVarInsn(opcode, moved(variable));
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    super.visitIincInsn(moved(variable), increment);
  }

  @Override
  public void visitLocalVariable(
      String name, String descriptor, String signature, Label start, Label end, int index) {
    super.visitLocalVariable(name, descriptor, signature, start, end, moved(index));
  }

  private int moved(int variable) {
    return variable < token ? variable : variable + 1;
  }

  @Override
  public void visitFrame(int type, int nLocal, Object[] local, int nStack, Object[] stack) {
    Object[] locals = withToken(nLocal, local);
    super.visitFrame(type, locals.length, locals, nStack, stack);
  }

  private Object[] withToken(int count, Object[] local) {
    List<Object> locals = new ArrayList<>(Arrays.asList(local).subList(0, count));
    int at = 0;
    for (int slot = 0; slot < token; at++) {
      if (at == locals.size()) {
        locals.add(Opcodes.TOP);
      }
      Object type = locals.get(at);
      slot += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
    }
    locals.add(at, "java/lang/Object");
    return locals.toArray();
  }
}
