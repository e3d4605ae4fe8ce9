import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Calls an audited tool for each line of its input, and says whether it is recorded. */
public class Attached {
  @AuditedTool
  static String work(String line) {
    return line + " " + Tachograph.isActive() + " " + (Tachograph.currentTaskId() != null);
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(work(line));
    }
  }
}
