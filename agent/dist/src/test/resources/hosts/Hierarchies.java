import io.tachograph.api.AuditedTool;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes small random families of types, calls all their methods, and prints which bodies ran that
 * are to be recorded by a model that reads annotations by reflection.
 */
public class Hierarchies {
  private static final String[] DESCRIPTORS = {
    "(Ljava/lang/Object;)Ljava/lang/Object;",
    "(Ljava/lang/String;)Ljava/lang/Object;",
    "(Ljava/lang/String;)Ljava/lang/String;",
  };

  private static final List<String> SIGNATURES =
      Arrays.stream(DESCRIPTORS).flatMap(d -> Stream.of("m0" + d, "m1" + d)).toList();

  /** What ran, filled by the generated bodies. */
  private static final List<String> RAN = new ArrayList<>();

  /** Of each bridge the signature of what it calls. */
  private static final Map<String, String> BRIDGES = new HashMap<>();

  /** A generated body says that it runs. */
  public static void ran(String body) {
    RAN.add(body);
  }

  private final Random random;
  private final Map<String, byte[]> files = new HashMap<>();

  /**
   * What interfaces may declare; classes have it public only, as a compiler demands. Where a class
   * hides a method of its interface, the JVM may crash when it makes the tables of a sub class.
   */
  private final Set<String> ofInterfaces = new HashSet<>();

  private Hierarchies(long seed) {
    random = new Random(seed);
    for (String signature : SIGNATURES) {
      if (random.nextInt(2) == 0) {
        ofInterfaces.add(signature);
      }
    }
  }

  /** A type to be. */
  private static final class Shape {
    String name;
    boolean isInterface;
    boolean isAbstract;
    Shape superType;
    final List<Shape> interfaces = new ArrayList<>();
    final Map<String, Integer> methods = new HashMap<>();

    /** Whether a bridge may call it: there is a body, and one that other packages see. */
    boolean hasConcrete(String signature) {
      Integer access = methods.get(signature);
      return access != null
          ? (access & Opcodes.ACC_ABSTRACT) == 0
              && (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
          : superType != null && superType.hasConcrete(signature);
    }

    Set<Shape> all() {
      Set<Shape> all = new LinkedHashSet<>(List.of(this));
      if (superType != null) {
        all.addAll(superType.all());
      }
      interfaces.forEach(i -> all.addAll(i.all()));
      return all;
    }
  }

  public static void main(String[] arguments) throws Exception {
    for (long seed = Long.parseLong(arguments[0]); seed < Long.parseLong(arguments[1]); seed++) {
      new Hierarchies(seed).family("f" + seed);
    }
  }

  private void family(String name) throws Exception {
    List<Shape> made = new ArrayList<>();
    int count = 3 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Shape shape = shape((random.nextInt(3) == 0 ? "p." : "q.") + name + "T" + i, made);
      made.add(shape);
      files.put(shape.name, write(shape));
    }
    ClassLoader loader =
        new ClassLoader(Hierarchies.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String type) throws ClassNotFoundException {
            byte[] file = files.get(type);
            if (file == null) {
              throw new ClassNotFoundException(type);
            }
            return defineClass(type, file, 0, file.length);
          }
        };
    Collections.shuffle(made, random);
    for (Shape shape : made) {
      Class<?> type = Class.forName(shape.name, true, loader);
      if (!shape.isInterface && !shape.isAbstract) {
        callAll(type);
      }
    }
  }

  private Shape shape(String name, List<Shape> made) {
    Shape shape = new Shape();
    shape.name = name;
    shape.isInterface = random.nextInt(3) == 0;
    shape.isAbstract = !shape.isInterface && random.nextInt(3) == 0;
    for (Shape other : made) {
      if (other.isInterface && random.nextInt(3) == 0) {
        shape.interfaces.add(other);
      } else if (!other.isInterface && !shape.isInterface && random.nextInt(2) == 0) {
        shape.superType = other;
      }
    }
    for (String signature : SIGNATURES) {
      boolean allowed = !shape.isInterface || ofInterfaces.contains(signature);
      if (allowed && random.nextInt(shape.isInterface ? 2 : 3) == 0) {
        shape.methods.put(signature, access(shape, signature));
      }
    }
    return shape;
  }

  private int access(Shape shape, String signature) {
    int pick = random.nextInt(10);
    if (shape.isInterface) {
      return Opcodes.ACC_PUBLIC | (pick < 7 ? Opcodes.ACC_ABSTRACT : 0);
    }
    boolean isPublic = pick < 7 || ofInterfaces.contains(signature);
    int visibility = isPublic ? Opcodes.ACC_PUBLIC : pick < 8 ? Opcodes.ACC_PROTECTED : 0;
    return visibility | (shape.isAbstract && random.nextInt(3) == 0 ? Opcodes.ACC_ABSTRACT : 0);
  }

  private byte[] write(Shape shape) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String internal = shape.name.replace('.', '/');
    String superName =
        shape.superType == null ? "java/lang/Object" : shape.superType.name.replace('.', '/');
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC
            | (shape.isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : 0)
            | (shape.isAbstract ? Opcodes.ACC_ABSTRACT : 0),
        internal,
        null,
        superName,
        shape.interfaces.stream().map(i -> i.name.replace('.', '/')).toArray(String[]::new));
    if (!shape.isInterface) {
      MethodVisitor constructor =
          writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
      constructor.visitCode();
      constructor.visitVarInsn(Opcodes.ALOAD, 0);
      constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
      constructor.visitInsn(Opcodes.RETURN);
      constructor.visitMaxs(0, 0);
      constructor.visitEnd();
      bridges(shape);
    }
    shape.methods.forEach((signature, access) -> method(writer, shape, signature, access));
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** As a compiler would for a generic super type: the wider descriptor calls the narrower. */
  private void bridges(Shape shape) {
    for (int m = 0; m < 2; m++) {
      String wide = "m" + m + DESCRIPTORS[0];
      String narrow = "m" + m + DESCRIPTORS[2];
      boolean asked =
          shape.all().stream().anyMatch(s -> s != shape && s.methods.containsKey(wide));
      if (asked && !shape.methods.containsKey(wide) && shape.hasConcrete(narrow)) {
        shape.methods.put(
            wide, Opcodes.ACC_PUBLIC | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC);
        BRIDGES.put(shape.name + "#" + wide, narrow);
      }
    }
  }

  private void method(ClassWriter writer, Shape shape, String signature, int access) {
    String name = signature.substring(0, 2);
    String descriptor = signature.substring(2);
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    boolean isBridge = (access & Opcodes.ACC_BRIDGE) != 0;
    if (!isBridge && random.nextInt(4) == 0) {
      method.visitAnnotation(Type.getDescriptor(AuditedTool.class), true).visitEnd();
    }
    if ((access & Opcodes.ACC_ABSTRACT) == 0) {
      method.visitCode();
      method.visitLdcInsn(shape.name + "#" + signature);
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC, "Hierarchies", "ran", "(Ljava/lang/String;)V", false);
      method.visitVarInsn(Opcodes.ALOAD, isBridge ? 0 : 1);
      if (isBridge) {
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
        method.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, shape.name.replace('.', '/'), name, DESCRIPTORS[2], false);
      }
      method.visitInsn(Opcodes.ARETURN);
      method.visitMaxs(0, 0);
    }
    method.visitEnd();
  }

  private static void callAll(Class<?> type) throws Exception {
    Constructor<?> constructor = type.getConstructor();
    Object instance = constructor.newInstance();
    for (Class<?> superType : closure(type)) {
      Method[] methods = superType.getDeclaredMethods();
      Arrays.sort(methods, (a, b) -> signature(a).compareTo(signature(b)));
      for (Method method : methods) {
        method.setAccessible(true);
        RAN.clear();
        try {
          method.invoke(instance, "text");
        } catch (java.lang.reflect.InvocationTargetException e) {
          // Nobody wrote it, or two did: the JVM says so, after what ran before.
          if (!(e.getCause() instanceof LinkageError)) {
            throw e;
          }
        } catch (IllegalArgumentException e) {
          continue;
        }
        for (String body : RAN) {
          if (isRecorded(body, type.getClassLoader())) {
            System.out.println(body);
          }
        }
      }
    }
  }

  private static boolean isRecorded(String body, ClassLoader loader) throws Exception {
    int hash = body.indexOf('#');
    Class<?> type = Class.forName(body.substring(0, hash), false, loader);
    String signature = body.substring(hash + 1);
    Method method = declared(type, signature);
    String target = BRIDGES.get(body);
    if (target == null) {
      return isMarked(method);
    }
    boolean knownAbove =
        closure(type).stream()
            .filter(above -> above != type)
            .map(above -> declared(above, target))
            .filter(above -> above != null && mayOverride(type, above))
            .anyMatch(Hierarchies::isMarked);
    return isMarked(method) && declared(type, target) == null && !knownAbove;
  }

  /** Whether it is annotated, or overrides what is, by its own descriptor or that of a bridge. */
  private static boolean isMarked(Method method) {
    if (method.isAnnotationPresent(AuditedTool.class)) {
      return true;
    }
    Class<?> type = method.getDeclaringClass();
    Set<String> signatures = new LinkedHashSet<>(List.of(signature(method)));
    for (Method bridge : type.getDeclaredMethods()) {
      if (signature(method).equals(BRIDGES.get(type.getName() + "#" + signature(bridge)))) {
        signatures.add(signature(bridge));
      }
    }
    for (Class<?> above : closure(type)) {
      for (String signature : signatures) {
        Method overridden = above == type ? null : declared(above, signature);
        if (overridden != null && mayOverride(type, overridden) && isMarked(overridden)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayOverride(Class<?> type, Method overridden) {
    return (overridden.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
        || overridden.getDeclaringClass().getPackageName().equals(type.getPackageName());
  }

  private static Method declared(Class<?> type, String signature) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> signature(method).equals(signature))
        .findFirst()
        .orElse(null);
  }

  private static String signature(Method method) {
    return method.getName() + Type.getMethodDescriptor(method);
  }

  private static Set<Class<?>> closure(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    if (type != null && type != Object.class) {
      all.add(type);
      all.addAll(closure(type.getSuperclass()));
      for (Class<?> superType : type.getInterfaces()) {
        all.addAll(closure(superType));
      }
    }
    return all;
  }
}
