package io.tachograph.agent.doctor;

import io.tachograph.agent.Rehearsal;
import java.util.ArrayList;
import java.util.List;

/**
 * Has every class of a class path defined once, so that the agent sees what it would see of a host
 * that uses all of it. Used once, by one thread.
 */
final class ClassScan {
  private static final List<String> NO_CLASSES = List.of("module-info", "package-info");

  private final ClassPath classPath;
  private final ClassPathLoader loader;
  private final List<String> broken = new ArrayList<>();
  private final List<String> incomplete = new ArrayList<>();
  private final List<String> tooNew = new ArrayList<>();

  ClassScan(ClassPath classPath, Rehearsal rehearsal) {
    this.classPath = classPath;
    this.loader = new ClassPathLoader(classPath, rehearsal);
  }

  /** Scans all. */
  void run() {
    classPath.classFiles().forEach((file, source) -> define(file, source.name()));
  }

  private void define(String file, String source) {
    String name = file.substring(0, file.length() - ClassSource.CLASS.length()).replace('/', '.');
    if (NO_CLASSES.contains(name.substring(name.lastIndexOf('.') + 1))) {
      return;
    }
    try {
      Class.forName(name, false, loader);
    } catch (UnsupportedClassVersionError e) {
      tooNew.add(name);
    } catch (NoClassDefFoundError | IncompatibleClassChangeError e) {
      incomplete.add(name + " in " + source + ": " + e);
    } catch (ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
      broken.add(name + " in " + source + ": " + e);
    }
  }

  /** Class files that are none, each with why. */
  List<String> broken() {
    return broken;
  }

  /** Classes of which something else is missing, as of optional parts of libraries. */
  List<String> incomplete() {
    return incomplete;
  }

  /** Classes that need a newer Java than this one. */
  List<String> tooNew() {
    return tooNew;
  }
}
