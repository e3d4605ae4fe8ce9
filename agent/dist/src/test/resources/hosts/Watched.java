import io.tachograph.api.AuditedTool;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Does what each line of its input says, and answers with a line. */
public class Watched {
  @AuditedTool
  static String work(String line, String password) {
    return line;
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(
          switch (line) {
            case "own server" -> Jmx.ownServer();
            case "bean" -> Jmx.bean();
            case "is there a bean" -> String.valueOf(Jmx.isThere());
            case "events" -> Jfr.events();
            case "threads" -> ownThreads();
            default -> work(line, "hunter2");
          });
    }
  }

  /** The threads that serve metrics, each with whether it keeps the host from ending. */
  static String ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tachograph-metrics"))
        .map(thread -> thread.getName() + (thread.isDaemon() ? "" : " NO DAEMON"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** What loads JMX. */
  static class Jmx {
    static String ownServer() throws Exception {
      MBeanServer own = MBeanServerFactory.createMBeanServer("own");
      Thread.sleep(200);
      return MBeanServerFactory.findMBeanServer(null).size() + " " + own.queryNames(null, null);
    }

    static boolean isThere() throws Exception {
      return ManagementFactory.getPlatformMBeanServer()
          .isRegistered(new ObjectName("io.tachograph:type=Recorder"));
    }

    static String bean() throws Exception {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      Set<ObjectName> found = Set.of();
      for (int i = 0; i < 3_000 && found.isEmpty(); i++) {
        Thread.sleep(10);
        found = server.queryNames(new ObjectName("io.tachograph:*"), null);
      }
      ObjectName name = found.iterator().next();
      Map<String, Object> values = new TreeMap<>();
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
        values.put(
            attribute.getType() + " " + attribute.getName(),
            server.getAttribute(name, attribute.getName()));
      }
      return name + " " + values;
    }
  }

  /** What loads JFR. */
  static class Jfr {
    private static final String NAME = "io.tachograph.SlowAppend";

    static String events() throws Exception {
      for (int i = 0; i < 3_000; i++) {
        try (Recording recording = new Recording()) {
          recording.enable(NAME).withThreshold(Duration.ZERO);
          recording.start();
          work("while it records", "hunter2");
          Path file = Path.of("events.jfr");
          recording.stop();
          recording.dump(file);
          for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(NAME)) {
              return describe(event);
            }
          }
          Files.delete(file);
        }
        Thread.sleep(10);
      }
      return "none";
    }

    private static String describe(RecordedEvent event) {
      EventType type =
          FlightRecorder.getFlightRecorder().getEventTypes().stream()
              .filter(known -> known.getName().equals(NAME))
              .findFirst()
              .orElseThrow();
      String defaults =
          type.getSettingDescriptors().stream()
              .filter(setting -> Set.of("enabled", "threshold").contains(setting.getName()))
              .map(setting -> setting.getName() + "=" + setting.getDefaultValue())
              .sorted()
              .collect(Collectors.joining(" "));
      return event.getString("path")
          + " seq="
          + event.getLong("seq")
          + " bytes="
          + (event.getLong("bytes") > 100)
          + " took="
          + !event.getDuration().isNegative()
          + " by="
          + event.getThread().getJavaName()
          + " "
          + defaults;
    }
  }
}
