import io.tachograph.api.AuditedTool;
import io.tachograph.api.MissionScope;
import io.tachograph.api.Tachograph;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs an application in a loader that looks at its own jars first, our api's among them. */
public class ChildFirst {
  static final class Loader extends URLClassLoader {
    Loader(URL[] urls) {
      super("webapp", urls, ChildFirst.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        try {
          return name.startsWith("java.") ? super.loadClass(name, resolve) : findClass(name);
        } catch (ClassNotFoundException e) {
          return super.loadClass(name, resolve);
        }
      }
    }
  }

  /** What the application is. */
  public static final class App implements Runnable {
    @Override
    public void run() {
      try (MissionScope scope = Tachograph.mission("0b1f9a52-6f0e-4a5a-9d7b-1c2d3e4f5a6b")) {
        System.out.println(add(1, 2) + " " + Tachograph.isActive());
        Tachograph.record("policy.checked", Map.of("rule", 7));
        Tachograph.approvalGranted(
            Tachograph.approvalRequested("refund", "policy", null), "amy", null);
      }
    }

    @AuditedTool
    static int add(int a, int b) {
      System.out.println("inside of a call: " + (Tachograph.currentTaskId() != null));
      return a + b;
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(part).toURI().toURL());
    }
    try (Loader loader = new Loader(urls.toArray(URL[]::new))) {
      Class<?> app = loader.loadClass("ChildFirst$App");
      Class<?> facade = loader.loadClass("io.tachograph.api.Tachograph");
      System.out.println(
          "own copies: " + (app != App.class) + (facade.getClassLoader() == loader));
      ((Runnable) app.getConstructor().newInstance()).run();
    }
  }
}
