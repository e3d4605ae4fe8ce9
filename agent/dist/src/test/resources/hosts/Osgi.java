import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Runs an application as a bundle that imports nothing and brings our api along. */
public class Osgi {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path bundleJar = folder.resolve("bundle.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "app");
    try (OutputStream out = Files.newOutputStream(bundleJar);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry("OsgiApp.class"));
      Files.copy(folder.resolve("classes").resolve("OsgiApp.class"), jar);
      for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
        if (part.contains("tachograph-api")) {
          copyApi(part, jar);
        }
      }
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("org.osgi.framework.storage", folder.resolve("storage").toString());
    settings.put("org.osgi.framework.storage.clean", "onFirstInit");
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(settings);
    framework.start();
    Bundle bundle =
        framework.getBundleContext().installBundle(bundleJar.toUri().toString());
    bundle.start();
    Class<?> app = bundle.loadClass("OsgiApp");
    Class<?> facade = bundle.loadClass("io.tachograph.api.Tachograph");
    System.out.println(
        "own: "
            + (app.getClassLoader() != Osgi.class.getClassLoader())
            + (facade.getClassLoader() == app.getClassLoader()));
    try {
      ((Runnable) app.getConstructor().newInstance()).run();
      bundle.loadClass("org.osgi.service.nowhere.Nothing");
    } catch (ClassNotFoundException e) {
      System.out.println("as ever: " + e.getClass().getName());
    } finally {
      // The framework's threads would keep the JVM alive.
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  private static void copyApi(String apiJar, JarOutputStream to) throws Exception {
    try (JarFile api = new JarFile(apiJar)) {
      for (JarEntry entry : api.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        to.putNextEntry(new JarEntry(entry.getName()));
        api.getInputStream(entry).transferTo(to);
      }
    }
  }
}
