package io.tachograph.agent.completion;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import io.tachograph.bootstrap.CallHook;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Puts the calls that tell of completions into class files. Thread-safe. */
final class HookWeaver {
  private static final String BRIDGE = Type.getInternalName(CallHook.class);
  private static final ClassFileLocator OURS =
      ClassFileLocator.ForClassLoader.of(HookWeaver.class.getClassLoader());

  private HookWeaver() {}

  /** Into the methods that set the result, which say whether they did. */
  static byte[] completable(byte[] classFile) {
    ElementMatcher.Junction<MethodDescription> setters =
        namedOneOf(
            "internalComplete",
            "completeNull",
            "completeValue",
            "completeThrowable",
            "completeRelay");
    return advised(
        "java.util.concurrent.CompletableFuture",
        classFile,
        CompletableAdvice.class,
        setters.and(returns(boolean.class)));
  }

  /** Into the method that runs once its state is final. */
  static byte[] futureTask(byte[] classFile) {
    return advised(
        "java.util.concurrent.FutureTask",
        classFile,
        FutureTaskAdvice.class,
        named("finishCompletion"));
  }

  private static byte[] advised(
      String name,
      byte[] classFile,
      Class<?> advice,
      ElementMatcher<? super MethodDescription> methods) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile),
            ClassFileLocator.ForClassLoader.ofBootLoader());
    TypeDescription type = TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .decorate(type, locator)
        .visit(Advice.to(advice, OURS).on(methods))
        .make()
        .getBytes();
  }

  /**
   * Into the loop of {@code resumeWith}, where each continuation goes on with its result: that one
   * is resumed by the loop and by nobody's call is why no advice around the method would do.
   */
  static byte[] continuation(byte[] classFile) {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals("resumeWith") ? new BeforeEachResumption(method) : method;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class BeforeEachResumption extends MethodVisitor {
    BeforeEachResumption(MethodVisitor method) {
      super(OpenedClassReader.ASM_API, method);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      if (name.equals("invokeSuspend")
          && descriptor.equals("(Ljava/lang/Object;)Ljava/lang/Object;")) {
        super.visitInsn(Opcodes.DUP2);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            BRIDGE,
            "resumed",
            "(Ljava/lang/Object;Ljava/lang/Object;)V",
            false);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
    }
  }
}
