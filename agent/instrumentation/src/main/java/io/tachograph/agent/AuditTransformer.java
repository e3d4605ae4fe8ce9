package io.tachograph.agent;

import io.tachograph.api.Tachograph;
import io.tachograph.bootstrap.FacadeCopies;
import io.tachograph.recorder.Weaving;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class file before the JVM does, lets nearly all of them through after a scan of their
 * constant pool, and has the rest woven. Never throws, changes nothing when something fails.
 * Thread-safe.
 */
final class AuditTransformer implements ClassFileTransformer {
  /** Of our own api; a loader of the host that defines it has a copy. */
  private static final String FACADE = Tachograph.class.getName();

  private static final String FACADE_INTERNAL = FACADE.replace('.', '/');

  private final Includes includes;
  private final CallSites sites;
  private final Consumer<Weaving> woven;
  private final Consumer<Throwable> swallowed;
  private final ClassLoader own = AuditTransformer.class.getClassLoader();
  private final ConstantPoolScan scan =
      new ConstantPoolScan(
          AuditAnnotation.ALL.stream()
              .map(AuditAnnotation::descriptorBytes)
              .toArray(byte[][]::new));

  /** Made when the first class file with something to audit arrives, and Byte Buddy with it. */
  private volatile @Nullable ClassWeaver weaver;

  /** What was said before: a class that is woven again for another agent is not said again. */
  private final Set<Weaving> said = ConcurrentHashMap.newKeySet();

  AuditTransformer(
      Includes includes, CallSites sites, Consumer<Weaving> woven, Consumer<Throwable> swallowed) {
    this.includes = includes;
    this.sites = sites;
    this.woven = woven;
    this.swallowed = swallowed;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || !isOfTheHost(loader)) {
      return null;
    }
    try {
      if (internalName.equals(FACADE_INTERNAL)) {
        return FacadeWeaver.weave(internalName, classFile);
      }
      String className = internalName.replace('/', '.');
      if (!scan.finds(classFile) && !includes.matchesClass(className)) {
        return null;
      }
      ClassWeaver.Outcome outcome = weaver().weave(className, loader, classFile);
      if (outcome == null) {
        return null;
      }
      if (said.add(outcome.weaving())) {
        woven.accept(outcome.weaving());
      }
      return outcome.classFile();
    } catch (Throwable e) {
      swallowed.accept(e);
      return null;
    }
  }

  private ClassWeaver weaver() {
    ClassWeaver known = weaver;
    if (known == null) {
      known = new ClassWeaver(includes, sites);
      weaver = known;
    }
    return known;
  }

  private boolean isOfTheHost(@Nullable ClassLoader loader) {
    return loader != null && loader != own && loader != ClassLoader.getPlatformClassLoader();
  }

  /** Has classes that were loaded before us seen again; each alone, for one may refuse. */
  void retransformLoaded(Instrumentation instrumentation) {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals(FACADE) && loaded != Tachograph.class) {
        FacadeCopies.made(loaded);
      } else if (isOfTheHost(loaded.getClassLoader())
          && !loaded.isArray()
          && instrumentation.isModifiableClass(loaded)) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
          swallowed.accept(e);
        }
      }
    }
  }
}
