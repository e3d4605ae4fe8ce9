import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.MissionScope;
import io.tachograph.api.Tachograph;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Loads and calls an application in many loaders, lets them go, and says how many are left. */
public class ThrowAway {
  private static final int LOADERS = 100;
  private static final int MAX_COLLECTIONS = 200;

  /** What each loader defines for itself, as it does the API of OpenTelemetry. */
  public static final class App implements Runnable {
    record Point(int x, Object held) {}

    static final class Failed extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public void run() {
      SpanContext span =
          SpanContext.create(
              "0af7651916cd43dd8448eb211c80319c",
              "b7ad6b7169203331",
              TraceFlags.getSampled(),
              TraceState.getDefault());
      try (Scope scope = Span.wrap(span).makeCurrent()) {
        work();
      }
    }

    private void work() {
      try (MissionScope scope = Tachograph.mission("0b1f9a52-6f0e-4a5a-9d7b-1c2d3e4f5a6b")) {
        plan(new Point(1, this));
        Tachograph.record("policy.checked", Map.of("point", new Point(2, new App())));
      }
    }

    @AuditedTask
    Object plan(Point point) {
      try {
        fail(List.of(point));
      } catch (Failed e) {
        return new Point(3, e);
      }
      return this;
    }

    @AuditedTool
    void fail(List<Point> points) {
      throw new Failed();
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(part).toURI().toURL());
    }
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    for (int i = 0; i < LOADERS; i++) {
      loaders.add(runOnce(urls.toArray(URL[]::new), pool, i));
    }
    // The pool's threads live on, with whatever was left in them.
    for (int i = 0; i < MAX_COLLECTIONS && left(loaders) > 0; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    System.out.println("left: " + left(loaders));
    pool.shutdown();
  }

  private static WeakReference<ClassLoader> runOnce(URL[] urls, ExecutorService pool, int number)
      throws Exception {
    URLClassLoader loader =
        new URLClassLoader("app", urls, ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve)
              throws ClassNotFoundException {
            // Every other one with its own copy of the api.
            boolean own =
                name.startsWith("ThrowAway")
                    || (number % 2 == 0 && name.startsWith("io.tachograph.api."));
            Class<?> known = findLoadedClass(name);
            return known != null ? known : own ? findClass(name) : super.loadClass(name, resolve);
          }
        };
    Runnable app =
        (Runnable) loader.loadClass("ThrowAway$App").getConstructor().newInstance();
    app.run();
    pool.submit(app).get();
    loader.close();
    return new WeakReference<>(loader);
  }

  private static long left(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
