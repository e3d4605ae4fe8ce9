package io.tachograph.agent;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Has a class loader's class look for our bridge in the boot loader, see {@link BridgeAccess}. */
final class LoaderWeaver {
  private static final ElementMatcher<MethodDescription> LOAD_CLASS =
      named("loadClass")
          .and(takesArguments(String.class).or(takesArguments(String.class, boolean.class)))
          .and(takesArgument(0, String.class))
          .and(returns(Class.class))
          .and(not(isAbstract()))
          .and(not(isNative()))
          .and(not(isStatic()));

  private LoaderWeaver() {}

  /** The woven class file; the same to the JVM where it declares no {@code loadClass}. */
  static byte[] weave(String className, @Nullable ClassLoader loader, byte[] classFile) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(className, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    TypeDescription type =
        TypePool.Default.WithLazyResolution.of(locator).describe(className).resolve();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .decorate(type, locator)
        .visit(
            Advice.to(
                    LoadClassAdvice.class,
                    ClassFileLocator.ForClassLoader.of(LoaderWeaver.class.getClassLoader()))
                .on(LOAD_CLASS))
        .make()
        .getBytes();
  }
}
