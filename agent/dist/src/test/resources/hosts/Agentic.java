import io.tachograph.api.ApprovalRequest;
import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.MissionScope;
import io.tachograph.api.Redacted;
import io.tachograph.api.Tachograph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Uses all of the API, prints on both streams, fails in the ways a host fails. */
public class Agentic {
  interface Shape<T> {
    T area(T of);
  }

  static final class Square implements Shape<Integer> {
    @Override
    @AuditedTool
    public Integer area(Integer of) {
      return of * of;
    }
  }

  @AuditedTask(name = "plan", agent = "planner")
  static String plan(int steps, long budget, double weight) {
    StringBuilder plan = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      plan.append(search("q" + i, List.of(i, "x"))).append(login("amy", "hunter2-secret", 1234));
    }
    return plan.toString();
  }

  @AuditedTool
  private static String search(String query, List<Object> options) {
    return query + options;
  }

  @AuditedTool(name = "sign_in")
  static final boolean login(String user, String password, @Redacted int pin) {
    return password.length() == 14 && pin == 1234;
  }

  @AuditedTool
  static void fail(String how) {
    throw new IllegalStateException("as told: " + how);
  }

  @AuditedTool
  static void exit(int code) {
    System.exit(code);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("out: ä€😀");
    System.err.println("err: ä€😀");
    try (MissionScope mission = Tachograph.mission("0b1f9a52-6f0e-4a5a-9d7b-1c2d3e4f5a6b")) {
      System.out.println(plan(2, 5L, 0.5));
      Tachograph.decision("route", "shortest", Map.of("km", 12));
      Tachograph.record("policy.checked", Map.of("token", "hunter2-secret", "ok", true));
      Tachograph.denied("sign_in", Map.of("password", "hunter2-secret"), "policy", "too often");
      ApprovalRequest request = Tachograph.approvalRequested("sign in", "policy", null);
      Tachograph.approvalGranted(request, "amy", null);
    }
    try {
      fail("softly");
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage() + " at " + e.getStackTrace()[0].getMethodName());
    }
    System.out.println(new Square().area(7));
    System.out.println(new TreeMap<>(System.getProperties()).keySet());
    System.out.println(Thread.getAllStackTraces().keySet().stream()
        .filter(t -> !t.isDaemon()).map(Thread::getName).sorted().toList());
    switch (arguments[0]) {
      case "exit" -> exit(3);
      case "throw" -> fail("at the end");
      default -> System.out.println("done");
    }
  }
}
