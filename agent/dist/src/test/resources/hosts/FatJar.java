import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import java.util.Map;

/** What a fat jar starts. */
public class FatJar implements Runnable {
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

  public static void main(String[] arguments) {
    System.out.println("own: " + FatJar.class.getClassLoader().getClass().getSimpleName());
    new FatJar().run();
  }
}
