package io.tachograph.packing;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class of one lambda: it keeps what the lambda captured, and its one method calls the body.
 * Where nothing is captured there is one instance.
 */
final class LambdaClass {
  private static final String INSTANCE = "INSTANCE";
  private static final String FACTORY = "of";
  private static final String CONSTRUCTOR = "<init>";

  private final String name;
  private final String sam;
  private final String factory;
  private final Type samType;
  private final Handle body;
  private final Type[] captured;

  /**
   * The class of a lambda.
   *
   * @param sam the name of the interface's method
   * @param factory what is captured, and which interface is made of it: a method's descriptor
   * @param samType the interface's method, erased
   * @param body what it calls
   */
  LambdaClass(String name, String sam, String factory, Type samType, Handle body) {
    this.name = name;
    this.sam = sam;
    this.factory = factory;
    this.samType = samType;
    this.body = body;
    this.captured = Type.getArgumentTypes(factory);
  }

  String name() {
    return name;
  }

  /** Puts the lambda on the stack, in place of what was captured. */
  void callFactory(MethodVisitor code) {
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, name, INSTANCE, madeType().getDescriptor());
    } else {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, name, FACTORY, factory, false);
    }
  }

  private Type madeType() {
    return Type.getReturnType(factory);
  }

  private String constructorDescriptor() {
    return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
  }

  byte[] classFile() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V1_8,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        new String[] {madeType().getInternalName()});
    for (int i = 0; i < captured.length; i++) {
      writer
          .visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
              field(i),
              captured[i].getDescriptor(),
              null,
              null)
          .visitEnd();
    }
    constructor(writer);
    if (captured.length == 0) {
      instance(writer);
    } else {
      factory(writer);
    }
    call(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static String field(int index) {
    return "captured" + index;
  }

  private void constructor(ClassWriter writer) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PRIVATE, CONSTRUCTOR, constructorDescriptor(), null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", CONSTRUCTOR, "()V", false);
    int slot = 1;
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), slot);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured[i].getDescriptor());
      slot += captured[i].getSize();
    }
    end(code, Type.VOID_TYPE);
  }

  private void instance(ClassWriter writer) {
    String descriptor = madeType().getDescriptor();
    writer
        .visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, INSTANCE, descriptor, null, null)
        .visitEnd();
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, CONSTRUCTOR, "()V", false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, name, INSTANCE, descriptor);
    end(code, Type.VOID_TYPE);
  }

  private void factory(ClassWriter writer) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, FACTORY, factory, null, null);
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    int slot = 0;
    for (Type one : captured) {
      code.visitVarInsn(one.getOpcode(Opcodes.ILOAD), slot);
      slot += one.getSize();
    }
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, CONSTRUCTOR, constructorDescriptor(), false);
    end(code, madeType());
  }

  private void call(ClassWriter writer) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC, sam, samType.getDescriptor(), null, null);
    code.visitCode();
    Conversion conversion = new Conversion(code);
    boolean constructs = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    if (constructs) {
      code.visitTypeInsn(Opcodes.NEW, body.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    Type[] wanted = wanted();
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured[i].getDescriptor());
    }
    int slot = 1;
    int next = captured.length;
    for (Type given : samType.getArgumentTypes()) {
      code.visitVarInsn(given.getOpcode(Opcodes.ILOAD), slot);
      conversion.convert(given, wanted[next++]);
      slot += given.getSize();
    }
    code.visitMethodInsn(
        opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    Type returned =
        constructs ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
    conversion.convert(returned, samType.getReturnType());
    end(code, samType.getReturnType());
  }

  /** What the body takes, its receiver first where it has one. */
  private Type[] wanted() {
    Type[] arguments = Type.getArgumentTypes(body.getDesc());
    boolean hasReceiver =
        body.getTag() == Opcodes.H_INVOKEVIRTUAL || body.getTag() == Opcodes.H_INVOKEINTERFACE;
    if (!hasReceiver) {
      return arguments;
    }
    Type[] all = new Type[arguments.length + 1];
    all[0] = Type.getObjectType(body.getOwner());
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  private int opcode() {
    return switch (body.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      default -> throw new IllegalStateException("no lambda calls this: handle=" + body);
    };
  }

  private static void end(MethodVisitor code, Type returned) {
    code.visitInsn(returned.getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
