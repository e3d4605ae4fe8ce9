package io.tachograph.packing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which methods another class of a package may call: read from class files, and from the JDK. */
final class MemberAccess {
  private static final int UNKNOWN = -1;

  private final Path folder;
  private final Map<String, @Nullable Shape> shapes = new HashMap<>();

  MemberAccess(Path folder) {
    this.folder = folder;
  }

  /** Whether a class beside {@code from} can call it by its name, whatever it inherits from. */
  boolean isOpen(String from, String owner, String method, String descriptor) {
    Shape shape = shape(owner);
    if (shape == null || !isOpen(from, owner, shape.access)) {
      return false;
    }
    String declaring = owner;
    while (shape != null) {
      int access = shape.methods.getOrDefault(method + descriptor, UNKNOWN);
      if (access != UNKNOWN) {
        return isOpen(from, declaring, access);
      }
      declaring = String.valueOf(shape.parent);
      shape = shape.parent == null ? null : shape(shape.parent);
    }
    // Of an interface above: those are public, where there are any.
    return !method.startsWith("<");
  }

  /** The flags of a method that the class itself declares, or -1. */
  int declared(String owner, String method, String descriptor) {
    Shape shape = shape(owner);
    return shape == null ? UNKNOWN : shape.methods.getOrDefault(method + descriptor, UNKNOWN);
  }

  private static boolean isOpen(String from, String owner, int access) {
    boolean beside = packageOf(from).equals(packageOf(owner));
    return (access & Opcodes.ACC_PUBLIC) != 0 || (beside && (access & Opcodes.ACC_PRIVATE) == 0);
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private @Nullable Shape shape(String name) {
    if (!shapes.containsKey(name)) {
      shapes.put(name, read(name));
    }
    return shapes.get(name);
  }

  private @Nullable Shape read(String name) {
    String file = name + ".class";
    Path own = folder.resolve(file);
    try (InputStream in =
        Files.exists(own)
            ? Files.newInputStream(own)
            : ClassLoader.getPlatformClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        return null;
      }
      Shape shape = new Shape();
      new ClassReader(in).accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return shape;
    } catch (IOException e) {
      throw new UncheckedIOException("a class file cannot be read: path=" + own, e);
    }
  }

  private static final class Shape extends ClassVisitor {
    private final Map<String, Integer> methods = new HashMap<>();
    private @Nullable String parent;
    private int access;

    Shape() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int flags,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      access = flags;
      parent = superName;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int flags,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      methods.put(name + descriptor, flags);
      return null;
    }
  }
}
