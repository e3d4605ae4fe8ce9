import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.MissionScope;
import io.tachograph.api.Redacted;
import io.tachograph.api.Tachograph;
import java.util.List;
import java.util.Map;

/** Handles secrets in every way a host does; each of them holds the word leaked. */
public class Vault {
  record Card(String holder, @Redacted String pan, int tokens) {}

  @Redacted
  record Key(String material) {}

  static class HolderCredentials {
    @Override
    public String toString() {
      return "leaked-by-toString";
    }
  }

  record Wrapped(HolderCredentials held, String city) {}

  @AuditedTask(agent = "teller")
  static Map<String, Object> open(String user, String password, @Redacted int pin, String arguments) {
    pay(new Card("amy", "leaked-pan", 7), new Key("leaked-key"), "4539578763621486", 4539578763621486L);
    sign("anybody");
    try {
      quiet("leaked-quiet", List.of("leaked-quiet-list"));
    } catch (IllegalStateException e) {
      System.out.println("quiet");
    }
    try {
      silent("leaked-silent");
    } catch (IllegalArgumentException e) {
      System.out.println("silent");
    }
    return Map.of("session", Map.of("accessToken", "leaked-access"), "employee", "EMP-leaked-77");
  }

  @AuditedTool
  static String pay(Card card, Key key, String number, long same) {
    return "paid with Bearer leaked0123456789 {\"client_secret\":\"leaked-json\"}";
  }

  @AuditedTool
  @Redacted
  static String sign(String employee) {
    return "leaked-signature";
  }

  static String quiet(String text, List<String> texts) {
    throw new IllegalStateException("leaked-quiet-message");
  }

  static String silent(String text) {
    throw new IllegalArgumentException("leaked-silent-message");
  }

  @AuditedTool
  static void refuse(String url) {
    throw new IllegalStateException(
        "refused: password=leaked-message", new java.io.IOException("http://amy:leaked-cause@host/"));
  }

  @AuditedTool
  static Wrapped wrapped(HolderCredentials given) {
    return new Wrapped(given, "Bern");
  }

  public static void main(String[] arguments) {
    try (MissionScope mission = Tachograph.mission("0b1f9a52-6f0e-4a5a-9d7b-1c2d3e4f5a6b")) {
      open("amy", "leaked-password", 1234, "{\"args\":\"{\\\"apiKey\\\":\\\"leaked-nested\\\"}\"}");
      try {
        refuse("https://x.example.com/?access_token=leaked-query");
      } catch (IllegalStateException e) {
        System.out.println("refused");
      }
      wrapped(new HolderCredentials());
      Tachograph.record("policy.checked", Map.of(
          "who", Map.of("name", "leaked-path"),
          "sk-proj-leaked0leaked0leaked0leaked0", "EMP-leaked-78",
          "text", "x".repeat(5000) + " password=leaked-beyond-the-cut"));
      Tachograph.decision("refund", "since EMP-leaked-79 said so", Map.of("db_password", "leaked-context"));
      Tachograph.denied("pay", Map.of("cvv", "leaked-cvv"), "amy", "token: leaked-1-reason");
    }
    System.out.println("done");
  }
}
