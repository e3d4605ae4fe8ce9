package io.tachograph.agent;

import io.tachograph.format.Sha256;
import io.tachograph.recorder.Weaving;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts the advice around the audited methods of a class file. The only class that works with Byte
 * Buddy, so that nothing of it is loaded before one is needed. Thread-safe.
 */
final class ClassWeaver {
  private final Includes includes;
  private final CallSites sites;
  private final ClassFileLocator ours =
      ClassFileLocator.ForClassLoader.of(ClassWeaver.class.getClassLoader());

  /** Looks at the class alone: its supertypes are nobody's business, and may not even be there. */
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

  ClassWeaver(Includes includes, CallSites sites) {
    this.includes = includes;
    this.sites = sites;
  }

  /**
   * What became of a class file.
   *
   * @param classFile the woven one, or null if it stays as it is
   * @param weaving what to say of it
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once, never compared.
  record Outcome(byte @Nullable [] classFile, Weaving weaving) {}

  /** Weaves a class file; null if nothing in it is to be audited. */
  @Nullable Outcome weave(String className, @Nullable ClassLoader loader, byte[] classFile) {
    List<AuditedMethod> methods = List.of();
    try {
      methods = MethodScan.of(className, classFile, includes);
      return methods.isEmpty()
          ? null
          : new Outcome(
              woven(className, loader, classFile, methods),
              weaving(className, loader, classFile, methods, null));
    } catch (RuntimeException | LinkageError e) {
      return new Outcome(null, weaving(className, loader, classFile, methods, e.toString()));
    }
  }

  private byte[] woven(
      String className,
      @Nullable ClassLoader loader,
      byte[] classFile,
      List<AuditedMethod> methods) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(className, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    TypeDescription type =
        TypePool.Default.WithLazyResolution.of(locator).describe(className).resolve();
    DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator);
    for (AuditedMethod method : methods) {
      builder =
          builder.visit(
              Advice.withCustomMapping()
                  .bind(SiteId.class, sites.numberOf(method))
                  .to(method.mayEndLater() ? LaterAuditAdvice.class : AuditAdvice.class, ours)
                  .on(matching(method)));
    }
    return builder.make().getBytes();
  }

  private static ElementMatcher<MethodDescription> matching(AuditedMethod method) {
    return candidate ->
        candidate.getInternalName().equals(method.method())
            && candidate.getDescriptor().equals(method.descriptor());
  }

  private static Weaving weaving(
      String className,
      @Nullable ClassLoader loader,
      byte[] classFile,
      List<AuditedMethod> methods,
      @Nullable String error) {
    return new Weaving(
        className,
        describe(loader),
        methods.stream().map(AuditedMethod::signature).toList(),
        Sha256.hex(classFile),
        methods.stream().map(AuditedMethod::by).distinct().collect(Collectors.joining(", ")),
        methods.stream().filter(m -> !m.named()).map(AuditedMethod::signature).toList(),
        error);
  }

  private static String describe(@Nullable ClassLoader loader) {
    if (loader == null) {
      return "bootstrap";
    }
    String name = loader.getName();
    return loader.getClass().getName() + (name == null ? "" : " " + name);
  }
}
