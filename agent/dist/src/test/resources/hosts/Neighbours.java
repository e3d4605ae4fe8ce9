import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.AuditedTool;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Collections;
import java.util.Map;
import net.openhft.chronicle.queue.ChronicleQueue;
import org.slf4j.LoggerFactory;

/** Uses its own Jackson, SLF4J, SQLite and Chronicle Queue, and says where each came from. */
public class Neighbours {
  @AuditedTool
  static String use(Path folder) throws Exception {
    LoggerFactory.getLogger("host").warn("logged by the host");
    try (ChronicleQueue queue = ChronicleQueue.single(folder.resolve("queue").toString())) {
      queue.createAppender().writeText("text");
      System.out.println(queue.createTailer().readText());
    }
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("host.db"))) {
      ResultSet row = db.createStatement().executeQuery("SELECT sqlite_version()");
      System.out.println(row.getString(1));
    }
    return new ObjectMapper().writeValueAsString(Map.of("a", 1));
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println(use(Files.createDirectories(Path.of(arguments[0]))));
    for (String name :
        new String[] {
          "com.fasterxml.jackson.databind.ObjectMapper",
          "org.slf4j.Logger",
          "org.sqlite.JDBC",
          "net.openhft.chronicle.queue.ChronicleQueue"
        }) {
      Class<?> type = Class.forName(name);
      File source = new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      System.out.println(name + " " + source.getName() + " " + type.getClassLoader().getName());
    }
    for (var driver : Collections.list(DriverManager.getDrivers())) {
      System.out.println(driver.getClass().getName());
    }
    System.exit(0);
  }
}
