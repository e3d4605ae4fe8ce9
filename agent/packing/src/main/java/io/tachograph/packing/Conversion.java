package io.tachograph.packing;

import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Converts what is on the stack from one type to another, as a lambda does between its interface
 * and its body: casts, boxes, unboxes and widens.
 */
final class Conversion {
  private static final String OBJECT = "java/lang/Object";

  /** The wrappers of primitive types, by the sort of ASM. */
  private static final Map<Integer, String> WRAPPERS =
      Map.of(
          Type.BOOLEAN, "java/lang/Boolean",
          Type.CHAR, "java/lang/Character",
          Type.BYTE, "java/lang/Byte",
          Type.SHORT, "java/lang/Short",
          Type.INT, "java/lang/Integer",
          Type.LONG, "java/lang/Long",
          Type.FLOAT, "java/lang/Float",
          Type.DOUBLE, "java/lang/Double");

  private final MethodVisitor code;

  Conversion(MethodVisitor code) {
    this.code = code;
  }

  void convert(Type from, Type to) {
    if (from.equals(to)) {
      return;
    } else if (to.getSort() == Type.VOID) {
      code.visitInsn(from.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    } else if (isReference(from) && isReference(to)) {
      if (!to.getInternalName().equals(OBJECT)) {
        code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
      }
    } else if (isReference(from)) {
      unbox(from, to);
    } else if (isReference(to)) {
      String wrapper = wrapper(from);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          wrapper,
          "valueOf",
          "(" + from.getDescriptor() + ")L" + wrapper + ";",
          false);
    } else {
      widen(from, to);
    }
  }

  /** A wrapper may be of a narrower type than what it becomes: only numbers widen. */
  private void unbox(Type from, Type to) {
    boolean exact = to.getSort() == Type.BOOLEAN || to.getSort() == Type.CHAR;
    if (WRAPPERS.containsValue(from.getInternalName())
        && !from.getInternalName().equals(wrapper(to))) {
      Type held = held(from);
      value(from.getInternalName(), held);
      widen(held, to);
    } else {
      String type = exact ? wrapper(to) : "java/lang/Number";
      code.visitTypeInsn(Opcodes.CHECKCAST, type);
      value(type, to);
    }
  }

  private void value(String type, Type held) {
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        type,
        held.getClassName() + "Value",
        "()" + held.getDescriptor(),
        false);
  }

  private static Type held(Type wrapper) {
    for (Type one :
        new Type[] {
          Type.BOOLEAN_TYPE,
          Type.CHAR_TYPE,
          Type.BYTE_TYPE,
          Type.SHORT_TYPE,
          Type.INT_TYPE,
          Type.LONG_TYPE,
          Type.FLOAT_TYPE,
          Type.DOUBLE_TYPE
        }) {
      if (wrapper(one).equals(wrapper.getInternalName())) {
        return one;
      }
    }
    throw new IllegalStateException("not a wrapper: type=" + wrapper);
  }

  private void widen(Type from, Type to) {
    int of = to.getSort();
    switch (from.getSort()) {
      case Type.LONG -> insn(of, Opcodes.NOP, Opcodes.L2F, Opcodes.L2D);
      case Type.FLOAT -> insn(of, Opcodes.NOP, Opcodes.NOP, Opcodes.F2D);
      case Type.DOUBLE -> insn(of, Opcodes.NOP, Opcodes.NOP, Opcodes.NOP);
      default -> insn(of, Opcodes.I2L, Opcodes.I2F, Opcodes.I2D);
    }
  }

  private void insn(int to, int toLong, int toFloat, int toDouble) {
    int opcode =
        switch (to) {
          case Type.LONG -> toLong;
          case Type.FLOAT -> toFloat;
          case Type.DOUBLE -> toDouble;
          default -> Opcodes.NOP;
        };
    if (opcode != Opcodes.NOP) {
      code.visitInsn(opcode);
    }
  }

  private static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private static String wrapper(Type primitive) {
    return String.valueOf(WRAPPERS.get(primitive.getSort()));
  }
}
