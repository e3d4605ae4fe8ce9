package io.tachograph.agent;

import io.tachograph.format.Sha256;
import io.tachograph.recorder.Weaving;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts the advice around the audited methods of a class file. The only class that works with Byte
 * Buddy, so that nothing of it is loaded before one is needed. Thread-safe.
 */
final class ClassWeaver {
  private final Marks marks;
  private final CallSites sites;
  private final ClassFileLocator ours =
      ClassFileLocator.ForClassLoader.of(ClassWeaver.class.getClassLoader());

  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(new DeclaredMethodGraph())
          .ignore(ElementMatchers.none());

  ClassWeaver(Marks marks, CallSites sites) {
    this.marks = marks;
    this.sites = sites;
  }

  /**
   * What became of a class file.
   *
   * @param classFile the woven one, or null if it stays as it is, as one that is woven already does
   * @param handedDown the marks that it hands down to those under it
   * @param weavings what to say of it
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once, never compared.
  record Outcome(byte @Nullable [] classFile, InheritedMarks handedDown, List<Weaving> weavings) {
    /** Of a class that could not link to the bridge: it stays as it is. */
    Outcome withoutBridge() {
      String error =
          "its class loader does not let it see io.tachograph.bootstrap, and could not be made to";
      return new Outcome(
          null,
          handedDown,
          weavings.stream().map(w -> w.error() == null ? w.withError(error) : w).toList());
    }
  }

  /**
   * Weaves a class file.
   *
   * @param inherited what its super types hand down
   */
  Outcome weave(
      String className, @Nullable ClassLoader loader, byte[] classFile, InheritedMarks inherited) {
    MethodScan.Result scan = new MethodScan.Result(List.of(), inherited, List.of());
    List<Weaving> weavings = new ArrayList<>();
    byte[] woven = null;
    try {
      scan = MethodScan.of(className, classFile, marks, inherited);
      for (MarkedMethod missing : scan.missing()) {
        weavings.add(drift(className, loader, classFile, missing));
      }
      if (!scan.methods().isEmpty()) {
        List<AuditedMethod> methods = new ArrayList<>(scan.methods());
        List<AuditedMethod> unwoven = unwoven(methods, classFile);
        woven = unwoven.isEmpty() ? null : woven(className, loader, classFile, unwoven);
        weavings.add(weaving(className, loader, classFile, methods, null));
      }
    } catch (RuntimeException | LinkageError e) {
      weavings.add(weaving(className, loader, classFile, scan.methods(), e.toString()));
    }
    return new Outcome(woven, scan.handedDown(), weavings);
  }

  /**
   * Those that are not woven yet. The others are recorded again by the numbers that they have, and
   * replaced by what stands under these.
   */
  private List<AuditedMethod> unwoven(List<AuditedMethod> methods, byte[] classFile) {
    Map<String, Integer> numbers = WovenMethods.of(classFile);
    List<AuditedMethod> unwoven = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      AuditedMethod method = methods.get(i);
      Integer number = numbers.get(method.signature());
      AuditedMethod known = number == null ? null : sites.wake(number, method);
      if (known == null) {
        unwoven.add(method);
      } else {
        methods.set(i, known);
      }
    }
    return unwoven;
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
                  .to(adviceOf(method), ours)
                  .on(matching(method)));
    }
    return builder.make().getBytes();
  }

  private static Class<?> adviceOf(AuditedMethod method) {
    if (method.callsBack()) {
      return CallbackAuditAdvice.class;
    }
    return method.mayEndLater() ? LaterAuditAdvice.class : AuditAdvice.class;
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

  /** A version of a framework in which a method is not where a preset expects it. */
  private static Weaving drift(
      String className, @Nullable ClassLoader loader, byte[] classFile, MarkedMethod missing) {
    String signature =
        missing.method() + (missing.descriptor() == null ? "" : missing.descriptor());
    return new Weaving(
        className,
        describe(loader),
        List.of(signature),
        Sha256.hex(classFile),
        missing.preset(),
        List.of(),
        "preset " + missing.preset() + ": " + className + " has no method " + signature);
  }

  private static String describe(@Nullable ClassLoader loader) {
    if (loader == null) {
      return "bootstrap";
    }
    String name = loader.getName();
    return loader.getClass().getName() + (name == null ? "" : " " + name);
  }
}
