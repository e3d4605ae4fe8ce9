package io.tachograph.packing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One class file whose lambdas are replaced by classes of its package. What a class beside it may
 * not call stays a lambda, and so does one that is to be serialised.
 */
final class LambdaReplacement {
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  private final MemberAccess access;
  private final boolean withVariables;
  private final String owner;
  private final boolean isInterface;
  private final Map<String, byte[]> made = new LinkedHashMap<>();

  /** Private static methods that lambdas call, by name and descriptor. */
  private final Set<String> toOpen = new HashSet<>();

  /** Static methods to add, and the private instance methods that they call. */
  private final Map<Handle, Handle> bridges = new LinkedHashMap<>();

  private final byte[] classFile;

  /**
   * Replaces them.
   *
   * @param withVariables whether the names of local variables are kept
   */
  LambdaReplacement(ClassReader reader, MemberAccess access, boolean withVariables) {
    this.access = access;
    this.withVariables = withVariables;
    this.owner = reader.getClassName();
    this.isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    ClassWriter replaced = new ClassWriter(0);
    reader.accept(new Calls(replaced), 0);
    ClassWriter opened = new ClassWriter(0);
    new ClassReader(replaced.toByteArray()).accept(new Openings(opened), 0);
    this.classFile = opened.toByteArray();
  }

  /** The class file, without them. */
  byte[] classFile() {
    return classFile;
  }

  /** The new classes by internal name. */
  Map<String, byte[]> made() {
    return made;
  }

  /** Where a lambda is made, a class is used instead. */
  private final class Calls extends ClassVisitor {
    Calls(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int flags,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(flags, name, descriptor, signature, exceptions)) {
        @Override
        public void visitLocalVariable(
            String variable,
            String type,
            @Nullable String generic,
            Label start,
            Label end,
            int index) {
          if (withVariables) {
            super.visitLocalVariable(variable, type, generic, start, end, index);
          }
        }

        @Override
        public void visitInvokeDynamicInsn(
            String sam, String made, Handle bootstrap, Object... arguments) {
          LambdaClass lambda = lambda(sam, made, bootstrap, arguments);
          if (lambda == null) {
            super.visitInvokeDynamicInsn(sam, made, bootstrap, arguments);
          } else {
            lambda.callFactory(mv);
          }
        }
      };
    }
  }

  private @Nullable LambdaClass lambda(
      String sam, String factory, Handle bootstrap, Object... arguments) {
    if (!bootstrap.getOwner().equals(METAFACTORY) || !bootstrap.getName().equals("metafactory")) {
      return null;
    }
    Handle body = callable((Handle) arguments[1]);
    if (body == null) {
      return null;
    }
    LambdaClass lambda =
        new LambdaClass(owner + "$$Lambda$" + made.size(), sam, factory, (Type) arguments[0], body);
    made.put(lambda.name(), lambda.classFile());
    return lambda;
  }

  /** What the class of the lambda calls, or null if it may not call the body in any way. */
  private @Nullable Handle callable(Handle body) {
    if (body.getOwner().startsWith("[")) {
      return null;
    }
    int declared = access.declared(body.getOwner(), body.getName(), body.getDesc());
    if (declared < 0 || (declared & Opcodes.ACC_PRIVATE) == 0) {
      boolean open = access.isOpen(owner, body.getOwner(), body.getName(), body.getDesc());
      return open && body.getTag() != Opcodes.H_INVOKESPECIAL ? body : null;
    } else if (!body.getOwner().equals(owner) || body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      return null;
    } else if (body.getTag() == Opcodes.H_INVOKESTATIC) {
      toOpen.add(body.getName() + body.getDesc());
      return body;
    }
    // Opened, an instance method could be overridden by one of a subclass that has its name.
    Handle bridge =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            owner,
            "lambda$bridge$" + bridges.size(),
            "(L" + owner + ";" + body.getDesc().substring(1),
            isInterface);
    bridges.put(bridge, body);
    return bridge;
  }

  /** Private static methods become visible in their package; bridges lead to the others. */
  private final class Openings extends ClassVisitor {
    Openings(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int flags,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      int open = isInterface ? Opcodes.ACC_PUBLIC : 0;
      boolean opened = toOpen.contains(name + descriptor);
      return super.visitMethod(
          opened ? (flags & ~Opcodes.ACC_PRIVATE) | open : flags,
          name,
          descriptor,
          signature,
          exceptions);
    }

    @Override
    public void visitEnd() {
      int open = isInterface ? Opcodes.ACC_PUBLIC : 0;
      bridges.forEach(
          (bridge, body) -> {
            MethodVisitor code =
                super.visitMethod(
                    open | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                    bridge.getName(),
                    bridge.getDesc(),
                    null,
                    null);
            code.visitCode();
            int slot = 0;
            for (Type argument : Type.getArgumentTypes(bridge.getDesc())) {
              code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
              slot += argument.getSize();
            }
            code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, owner, body.getName(), body.getDesc(), isInterface);
            Type returned = Type.getReturnType(bridge.getDesc());
            code.visitInsn(returned.getOpcode(Opcodes.IRETURN));
            code.visitMaxs(Math.max(slot, returned.getSize()), slot);
            code.visitEnd();
          });
      super.visitEnd();
    }
  }
}
