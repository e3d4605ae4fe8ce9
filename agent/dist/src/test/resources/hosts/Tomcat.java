import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.loader.WebappLoader;

/** Runs a web application in Tomcat, and stops it again. */
public class Tomcat {
  private static final Logger SESSIONS = Logger.getLogger("org.apache.catalina.util");

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    // It says how many milliseconds a random generator took.
    SESSIONS.setLevel(Level.SEVERE);
    Path folder = Path.of(arguments[0]);
    Path web = folder.resolve("web");
    Path classes = Files.createDirectories(web.resolve("WEB-INF").resolve("classes"));
    Path libraries = Files.createDirectories(web.resolve("WEB-INF").resolve("lib"));
    Files.copy(
        folder.resolve("classes").resolve("TomcatApp.class"), classes.resolve("TomcatApp.class"));
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (part.contains("tachograph-api")) {
        Files.copy(Path.of(part), libraries.resolve("tachograph-api.jar"));
      }
    }
    org.apache.catalina.startup.Tomcat tomcat = new org.apache.catalina.startup.Tomcat();
    tomcat.setBaseDir(folder.resolve("tomcat").toString());
    Context context = tomcat.addContext("", web.toString());
    context.setLoader(new WebappLoader());
    tomcat.start();
    Class<?> app = context.getLoader().getClassLoader().loadClass("TomcatApp");
    System.out.println("own: " + (app.getClassLoader() == context.getLoader().getClassLoader()));
    ((Runnable) app.getConstructor().newInstance()).run();
    tomcat.stop();
    tomcat.destroy();
    System.out.println("stopped");
  }
}
