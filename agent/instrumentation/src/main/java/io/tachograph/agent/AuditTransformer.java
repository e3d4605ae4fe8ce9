package io.tachograph.agent;

import io.tachograph.agent.preset.PresetFit;
import io.tachograph.api.Tachograph;
import io.tachograph.bootstrap.CallHook;
import io.tachograph.bootstrap.FacadeCopies;
import io.tachograph.recorder.Weaving;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class file before the JVM does, lets nearly all of them through after a look at their
 * constants and super types, and has the rest woven. Never throws, changes nothing when something
 * fails. Thread-safe.
 */
final class AuditTransformer implements ClassFileTransformer {
  /** Of our own api; a loader of the host that defines it has a copy. */
  static final String FACADE = Tachograph.class.getName();

  private static final String FACADE_INTERNAL = FACADE.replace('.', '/');

  private final Marks marks;
  private final PresetFit fit;
  private final CallSites sites;
  private final BridgeAccess access;
  private final Consumer<Weaving> woven;
  private final Consumer<Throwable> swallowed;
  private final HostLoaders host = new HostLoaders();
  private final MarkedTypes types = new MarkedTypes();

  /** Made when the first class file with something to audit arrives, and Byte Buddy with it. */
  private volatile @Nullable ClassWeaver weaver;

  /** What was said before: a class that is woven again for another agent is not said again. */
  private final Set<Weaving> said = ConcurrentHashMap.newKeySet();

  /** One without presets, that opens no loader to the bridge. */
  AuditTransformer(
      Marks marks, CallSites sites, Consumer<Weaving> woven, Consumer<Throwable> swallowed) {
    this(
        marks,
        new PresetFit(List.of(), woven),
        sites,
        new BridgeAccess(null, swallowed),
        woven,
        swallowed);
  }

  AuditTransformer(
      Marks marks,
      PresetFit fit,
      CallSites sites,
      BridgeAccess access,
      Consumer<Weaving> woven,
      Consumer<Throwable> swallowed) {
    this.marks = marks;
    this.fit = fit;
    this.sites = sites;
    this.access = access;
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
    try {
      if (internalName == null || loader == null || !host.contain(loader)) {
        return null;
      }
      if (internalName.equals(FACADE_INTERNAL)) {
        return access.grantedTo(loader, FacadeCopies.class)
            ? FacadeWeaver.weave(internalName, classFile)
            : null;
      }
      ClassFileHead head = ClassFileHead.read(classFile, 0, classFile.length, marks.texts());
      if (head == null) {
        return null;
      }
      InheritedMarks inherited = inheritedBy(head, loader);
      String className = internalName.replace('/', '.');
      fit.seen(className, loader);
      boolean marked = head.mentions() || !inherited.isEmpty() || marks.nameMethodsOf(className);
      byte[] woven = marked ? weave(className, loader, classFile, inherited) : null;
      return access.opens(redefined)
          ? LoaderWeaver.weave(className, loader, woven == null ? classFile : woven)
          : woven;
    } catch (Throwable e) {
      swallowed.accept(e);
      return null;
    }
  }

  private byte @Nullable [] weave(
      String className, ClassLoader loader, byte[] classFile, InheritedMarks inherited) {
    ClassWeaver.Outcome outcome = weaver().weave(className, loader, classFile, inherited);
    if (outcome.classFile() != null && !access.grantedTo(loader, CallHook.class)) {
      outcome = outcome.withoutBridge();
    }
    types.put(className, loader, outcome.handedDown());
    for (Weaving weaving : outcome.weavings()) {
      if (said.add(weaving)) {
        woven.accept(weaving);
      }
    }
    return outcome.classFile();
  }

  /** What the super types hand down, which were all seen before: {@link SuperTypesFirst}. */
  private InheritedMarks inheritedBy(ClassFileHead head, ClassLoader loader) {
    InheritedMarks inherited = InheritedMarks.NONE;
    for (int i = 0; i < head.superTypes(); i++) {
      if (head.maybeOfTheHost(i) && types.mayKnow(head.nameHash(i))) {
        String name = head.name(i);
        if (types.knows(name)) {
          inherited = inherited.and(marksOf(name, loader));
        }
      }
    }
    return inherited;
  }

  /** A type of that name that another loader has is another type. */
  private InheritedMarks marksOf(String name, ClassLoader loader) {
    try {
      return types.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      // Then the class that is being defined fails for the same reason.
      return InheritedMarks.NONE;
    }
  }

  private ClassWeaver weaver() {
    ClassWeaver known = weaver;
    if (known == null) {
      known = new ClassWeaver(marks, sites);
      weaver = known;
    }
    return known;
  }

  /** Whether a loaded class is marked by its name, or is under a type that hands down marks. */
  boolean mayMark(Class<?> loaded) {
    return marks.nameMethodsOf(loaded.getName()) || inheritsMarks(loaded);
  }

  private boolean inheritsMarks(Class<?> loaded) {
    Class<?> superClass = loaded.getSuperclass();
    if (superClass != null && !types.of(superClass).isEmpty()) {
      return true;
    }
    for (Class<?> type : loaded.getInterfaces()) {
      if (!types.of(type).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
