import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import java.util.Map;

/** What the bundle holds. */
public class OsgiApp implements Runnable {
  @Override
  public void run() {
    System.out.println(add(1, 2) + " " + Tachograph.isActive());
    Tachograph.record("policy.checked", Map.of("rule", 7));
  }

  @AuditedTool
  int add(int a, int b) {
    System.out.println("inside of a call: " + (Tachograph.currentTaskId() != null));
    return a + b;
  }
}
