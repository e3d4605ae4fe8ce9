import io.tachograph.api.AuditedTool;
import io.tachograph.api.RecordingRefusedException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Calls an audited tool as often as each line of its input says, and prints how it went. */
public final class CountedCalls {
  private static final String ARGUMENT = "x".repeat(1_500);

  private int ran;

  @AuditedTool
  int work(String argument) {
    return ++ran;
  }

  public static void main(String[] arguments) throws Exception {
    CountedCalls calls = new CountedCalls();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int refused = 0;
      int before = calls.ran;
      for (int i = 0; i < Integer.parseInt(line); i++) {
        try {
          calls.work(ARGUMENT);
        } catch (RecordingRefusedException e) {
          refused++;
        }
      }
      System.out.println("ran=" + (calls.ran - before) + " refused=" + refused);
    }
  }
}
