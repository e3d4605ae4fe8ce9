import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/** Classes that are their own super types, over one step and over two. */
public class Circular {
  private static byte[] write(String name, String superName) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superName, null);
    return writer.toByteArray();
  }

  public static void main(String[] arguments) {
    Map<String, String> superNames = Map.of("Self", "Self", "One", "Two", "Two", "One");
    for (String name : new String[] {"Self", "One", "Two"}) {
      ClassLoader loader =
          new ClassLoader(Circular.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String type) throws ClassNotFoundException {
              if (!superNames.containsKey(type)) {
                throw new ClassNotFoundException(type);
              }
              byte[] file = write(type, superNames.get(type));
              return defineClass(type, file, 0, file.length);
            }
          };
      try {
        Class.forName(name, true, loader);
      } catch (LinkageError | ClassNotFoundException e) {
        System.out.println(name + ": " + e);
      }
    }
  }
}
