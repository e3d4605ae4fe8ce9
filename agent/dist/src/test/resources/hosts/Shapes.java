import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.Redacted;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.Supplier;

/** Annotations wherever they can stand, each called once; the name says how. */
public class Shapes {
  interface Search {
    @AuditedTool(name = "search", agent = "librarian")
    String search(String query, @Redacted String key);

    default String unmarked() {
      return "unmarked";
    }
  }

  /** The first class to be loaded of this family: its super types come after it. */
  abstract static class Special extends Base implements Marker {
    @Override
    public String search(String query, String key) {
      return "special " + query;
    }
  }

  abstract static class Base implements Search {
    @AuditedTask
    protected abstract void prepare(int steps);

    @AuditedTool
    String inPackage() {
      return "base";
    }
  }

  interface Marker {}

  static class Prepared extends Base {
    @Override
    public String search(String query, String key) {
      return "prepared";
    }

    @Override
    protected void prepare(int steps) {}

    @Override
    String inPackage() {
      return super.inPackage() + " and over";
    }
  }

  /** Its own annotation says otherwise than the one above. */
  static class Renamed extends Prepared {
    @Override
    @AuditedTool(name = "renamed")
    public String search(String query, String key) {
      return "renamed";
    }
  }

  interface Converter<I, O> {
    @AuditedTool
    O convert(I input);
  }

  static class Length implements Converter<String, Integer> {
    @Override
    public Integer convert(String text) {
      return text.length();
    }
  }

  /** Has what the interface asks for, and knows nothing of it. */
  static class Doubling {
    public String convert(String text) {
      return "borrowed " + text;
    }
  }

  static class Borrowed extends Doubling implements Converter<String, String> {}

  interface WithDefault {
    @AuditedTool
    default String greet(String name) {
      return "hello " + name;
    }

    @AuditedTool
    static String greetStatic() {
      return "static hello";
    }
  }

  record Point(@AuditedTool int x, int y) {
    @AuditedTool
    int sum() {
      return x + y;
    }
  }

  enum Level {
    HIGH {
      @Override
      String label() {
        return "high";
      }
    };

    @AuditedTool
    abstract String label();
  }

  /** Kept by class files, not at run time. */
  @Retention(RetentionPolicy.CLASS)
  @interface House {
    String name() default "";
  }

  @House(name = "house_tool")
  private static String privateStatic(int a) {
    return "private static " + a;
  }

  @AuditedTool
  private final String privateFinal() {
    return "private final";
  }

  @AuditedTool
  @AuditedTask
  static synchronized <T extends Comparable<T>> T generic(T a, T b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  public interface Remote {
    @AuditedTool
    String call(String what);
  }

  public static void main(String[] arguments) throws Exception {
    Special special =
        new Special() {
          @Override
          protected void prepare(int steps) {}
        };
    System.out.println(special.search("q", "secret-key") + special.unmarked());
    special.prepare(1);
    System.out.println(special.inPackage());
    Base prepared = new Prepared();
    prepared.prepare(2);
    System.out.println(prepared.inPackage() + new Renamed().search("q", "secret-key"));
    Converter<String, Integer> length = new Length();
    System.out.println(length.convert("four"));
    Converter<String, String> borrowed = new Borrowed();
    System.out.println(borrowed.convert("ab"));
    System.out.println(new WithDefault() {}.greet("you") + WithDefault.greetStatic());
    System.out.println(new Point(1, 2).sum() + new Point(3, 4).x());
    System.out.println(Level.HIGH.label());
    System.out.println(privateStatic(5) + new Shapes().privateFinal() + generic("a", "b"));
    Converter<String, Integer> lambda = text -> 7;
    Function<String, Integer> reference = length::convert;
    System.out.println(lambda.convert("x") + reference.apply("by reference"));
    Supplier<String> supplier = new Shapes()::privateFinal;
    System.out.println(supplier.get());
    Remote remote =
        (Remote)
            Proxy.newProxyInstance(
                Shapes.class.getClassLoader(),
                new Class<?>[] {Remote.class},
                (proxy, method, values) -> "remote " + values[0]);
    System.out.println(remote.call("it"));
  }
}
