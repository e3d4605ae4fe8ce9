import io.tachograph.api.AuditedTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.function.UnaryOperator;

/**
 * Families of types in class loaders that do not ask their parent first. Prints what is asked of
 * the loaders, which must be the same without the agent.
 */
public class Loaders {
  interface Greeter {
    @AuditedTool
    String greet(String name);
  }

  /** Looked for in vain by one of the loaders. */
  interface Missing {}

  static class Polite implements Serializable, Greeter, UnaryOperator<String> {
    @Override
    public String greet(String name) {
      return "dear " + name;
    }

    @Override
    public String apply(String name) {
      return greet(name);
    }
  }

  static class Formal extends Polite implements Missing {
    @Override
    public String greet(String name) {
      return "sir " + name;
    }
  }

  static class ChildFirst extends ClassLoader {
    private final String without;

    ChildFirst(String without) {
      super(Loaders.class.getClassLoader());
      this.without = without;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        if (!name.startsWith("java.lang.")) {
          System.out.println("asked for " + name);
        }
        if (name.equals(without)) {
          throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("Loaders$")) {
          return super.loadClass(name, resolve);
        }
        try (InputStream in = getParent().getResourceAsStream(name + ".class")) {
          byte[] file = in.readAllBytes();
          return defineClass(name, file, 0, file.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static WeakReference<ClassLoader> use() throws Exception {
    ClassLoader loader = new ChildFirst("");
    for (String name : new String[] {"Loaders$Formal", "Loaders$Polite"}) {
      var constructor = Class.forName(name, true, loader).getDeclaredConstructor();
      constructor.setAccessible(true);
      System.out.println(((UnaryOperator<String>) constructor.newInstance()).apply("you"));
    }
    return new WeakReference<>(loader);
  }

  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = use();
    use();
    while (!loader.refersTo(null)) {
      System.gc();
      Thread.sleep(10);
    }
    System.out.println("collected");
    System.out.println(new Polite().greet("me"));
    try {
      Class.forName("Loaders$Polite", true, new ChildFirst("Loaders$Greeter"));
    } catch (NoClassDefFoundError e) {
      System.out.println(e);
    }
  }
}
