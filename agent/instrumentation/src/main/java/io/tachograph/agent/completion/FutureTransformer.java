package io.tachograph.agent.completion;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts into {@code CompletableFuture} and {@code FutureTask} the call that tells of their
 * completion: into the methods that set the result, which say whether they did. Never throws.
 */
final class FutureTransformer implements ClassFileTransformer {
  private static final Set<String> SETTERS =
      Set.of(
          "internalComplete",
          "completeNull",
          "completeValue",
          "completeThrowable",
          "completeRelay");

  private final SwallowedErrors errors;
  private final ClassFileLocator ours =
      ClassFileLocator.ForClassLoader.of(FutureTransformer.class.getClassLoader());

  FutureTransformer(SwallowedErrors errors) {
    this.errors = errors;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null || internalName == null) {
      return null;
    }
    try {
      return switch (internalName) {
        case "java/util/concurrent/CompletableFuture" ->
            woven(
                internalName,
                classFile,
                CompletableAdvice.class,
                ElementMatchers.<MethodDescription>namedOneOf(SETTERS.toArray(String[]::new))
                    .and(returns(boolean.class)));
        case "java/util/concurrent/FutureTask" ->
            woven(internalName, classFile, FutureTaskAdvice.class, named("finishCompletion"));
        default -> null;
      };
    } catch (RuntimeException | Error e) {
      errors.swallowed("hooking " + internalName, e);
      return null;
    }
  }

  private byte[] woven(
      String internalName,
      byte[] classFile,
      Class<?> advice,
      ElementMatcher<? super MethodDescription> methods) {
    String name = internalName.replace('/', '.');
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile),
            ClassFileLocator.ForClassLoader.ofBootLoader());
    TypeDescription type = TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .decorate(type, locator)
        .visit(Advice.to(advice, ours).on(isDeclaredBy(type).and(methods)))
        .make()
        .getBytes();
  }
}
