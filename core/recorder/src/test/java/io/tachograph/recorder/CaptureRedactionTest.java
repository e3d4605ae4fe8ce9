package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.Redacted;
import io.tachograph.format.JsonWriter;
import io.tachograph.format.Sha256;
import io.tachograph.recorder.redaction.RedactionKey;
import io.tachograph.recorder.redaction.RedactionRules;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a host's values is redacted, by whatever asks for it. */
class CaptureRedactionTest {
  private static final String CARD = "4539578763621486";
  private static final CaptureLimits SMALL = new CaptureLimits(6, 32, 100, 4096, 1 << 20);
  private static final RedactionKey KEY = new RedactionKey(new byte[32]);

  private final RedactionRules rules = RedactionRules.DEFAULT;

  private static String capture(Redaction redaction, CaptureLimits limits, Object value) {
    JsonWriter json = new JsonWriter();
    new ValueCapture(limits, redaction).write(json, value);
    return json.toString();
  }

  private static String capture(RedactionRules rules, Object value) {
    return capture(new Redaction(rules), CaptureLimits.DEFAULT, value);
  }

  private static String event(RedactionRules rules, Map<String, ?> details) {
    JsonWriter json = new JsonWriter().beginObject();
    new ValueCapture(CaptureLimits.DEFAULT, new Redaction(rules)).members(json, details);
    return json.endObject().toString();
  }

  private static RedactionRules paths(String... paths) {
    return new RedactionRules(List.of(), List.of(paths), List.of(), List.of(), true, null);
  }

  private static RedactionRules classes(String... classes) {
    return new RedactionRules(List.of(), List.of(), List.of(classes), List.of(), true, null);
  }

  private static RedactionRules patterns(String... patterns) {
    return new RedactionRules(List.of(), List.of(), List.of(), List.of(patterns), true, null);
  }

  private static RedactionRules keyed() {
    return new RedactionRules(List.of(), List.of(), List.of(), List.of(), true, KEY);
  }

  record Usage(int promptTokens, int tokens, List<String> accessTokens) {}

  @Test
  void countsOfTokensAreNoSecrets() {
    assertThat(capture(rules, new Usage(12, 7, List.of("tk"))))
        .isEqualTo("{\"promptTokens\":12,\"tokens\":7,\"accessTokens\":\"[redacted]\"}");
    assertThat(capture(rules, Map.of("tokens", 7))).isEqualTo("{\"tokens\":7}");
    assertThat(capture(rules, Map.of("tokens", "a b"))).isEqualTo("{\"tokens\":\"[redacted]\"}");
  }

  record Customer(
      String name, @Redacted String phone, Address address, @Redacted int age, Login login) {}

  record Address(String street, String city) {
    @Override
    @Redacted
    public String street() {
      throw new AssertionError("a redacted component was read");
    }
  }

  @Redacted
  interface NeverRead {}

  record Login(String user, String pass) implements NeverRead {
    @Override
    public String pass() {
      throw new AssertionError("a redacted class was read");
    }
  }

  @Test
  void annotatedComponentsAccessorsAndClassesAreNotRead() {
    Customer customer =
        new Customer("amy", "+41 44", new Address("Main 1", "Bern"), 41, new Login("a", "b"));
    assertThat(capture(rules, customer))
        .isEqualTo(
            "{\"name\":\"amy\",\"phone\":\"[redacted]\",\"address\":{\"street\":\"[redacted]\","
                + "\"city\":\"Bern\"},\"age\":\"[redacted]\",\"login\":\"[redacted]\"}");
  }

  record Secret(String content) {}

  static final class SecretError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretError(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Test
  void valuesOfConfiguredClassesAreNotRead() {
    assertThat(capture(classes("*$Secret"), List.of(new Secret("x"), 1)))
        .isEqualTo("[\"[redacted]\",1]");
    assertThat(capture(classes("*$NeverRead"), new Login("a", "b"))).isEqualTo("\"[redacted]\"");
    assertThat(capture(classes("java.lang.Number"), List.of(1, new BigDecimal("2"), "3")))
        .isEqualTo("[\"[redacted]\",\"[redacted]\",\"3\"]");
    assertThat(capture(classes("*$Secret"), new Secret[0])).isEqualTo("\"[redacted]\"");
    JsonWriter json = new JsonWriter();
    Redaction redaction = new Redaction(classes("*SecretError"));
    SecretError error = new SecretError("x1", new IllegalStateException("x2"));
    new ThrowableCapture(new ValueCapture(CaptureLimits.DEFAULT, redaction), redaction)
        .write(json, error, CaptureMode.FULL, redaction.paths());
    assertThat(json.toString())
        .contains("SecretError\",\"message\":\"[redacted]\"")
        .doesNotContain("x1", "x2");
  }

  record Line(String sku, String ssn2) {}

  @Test
  void pathsLeadIntoRecordsMapsListsAndJsonText() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("card", Map.of("holder", "amy"));
    details.put("items", Optional.of(List.of(new Line("a", "1"), new Line("b", "2"))));
    details.put("pair", new int[] {1, 2});
    details.put("text", "{\"a\": {\"b c\": [1, {\"d\": \"x\"}], \"e\": 5}, \"f\": \"g\"}");
    assertThat(
            event(
                paths("card.*", "$.items[*].ssn2", "pair[1]", "text.a['b c'][*].d", "text.a.e"),
                details))
        .isEqualTo(
            "{\"card\":{\"holder\":\"[redacted]\"},\"items\":[{\"sku\":\"a\",\"ssn2\":\"[redacted]\"},"
                + "{\"sku\":\"b\",\"ssn2\":\"[redacted]\"}],\"pair\":[1,\"[redacted]\"],"
                + "\"text\":\"{\\\"a\\\": {\\\"b c\\\": [1, {\\\"d\\\": \\\"[redacted]\\\"}], \\\"e\\\": "
                + "\\\"[redacted]\\\"}, \\\"f\\\": \\\"g\\\"}\"}");
  }

  @Test
  void aPathIntoTextThatIsNoJsonChangesNothing() {
    for (String text :
        List.of("{", "[", "{]", "{\"a\"", "{\"a\":", "{\"a\":\"", "[1,", "{x:1}", "")) {
      assertThat(event(paths("text.a", "text[0].b"), Map.of("text", text))).contains("\"text\":");
    }
    assertThat(event(paths("text.a"), Map.of("text", "[".repeat(100)))).contains("[[[");
    assertThat(event(paths("text.a"), Map.of("text", "{\"a\":\"x")))
        .isEqualTo("{\"text\":\"{\\\"a\\\":\\\"[redacted]\\\"\"}");
  }

  @Test
  void secretsInTextsNumbersAndKeysAreRedacted() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(CARD, Long.valueOf(CARD));
    map.put(5105105105105100L, "pay " + CARD + " now");
    map.put("n", new java.io.File("password=hunter2"));
    assertThat(capture(rules, map))
        .isEqualTo(
            "{\"[redacted]#0\":\"[redacted]\",\"[redacted]#1\":\"pay [redacted] now\","
                + "\"n\":\"password=[redacted]\"}");
    assertThat(capture(rules, "x " + CARD.toCharArray().length)).isEqualTo("\"x 16\"");
    assertThat(capture(rules, CARD.toCharArray())).isEqualTo("\"[redacted]\"");
    assertThat(capture(rules, java.net.URI.create("http://u:p4ss@host/")))
        .isEqualTo("\"http://u:[redacted]@host/\"");
  }

  @Test
  void theHashOfATextCutShortIsOfWhatIsLeftOfIt() {
    String text = "a text that is long and holds " + CARD + ", and goes on";
    String clean = text.replace(CARD, "[redacted]");
    assertThat(capture(new Redaction(rules), SMALL, text))
        .isEqualTo(
            "{\"$text\":\"a text that is long and holds [r\",\"length\":"
                + clean.length()
                + ",\"sha256\":\""
                + Sha256.hex(clean.getBytes(StandardCharsets.UTF_8))
                + "\",\"redacted\":true}");
  }

  @Test
  void theHashOfBytesIsOfWhatIsLeftOfThemWhereTheyAreText() {
    byte[] bytes = "{\"password\":\"hunter2\"}".getBytes(StandardCharsets.UTF_8);
    byte[] clean = "{\"password\":\"[redacted]\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(capture(rules, bytes))
        .isEqualTo("{\"$bytes\":22,\"sha256\":\"" + Sha256.hex(clean) + "\",\"redacted\":true}");
    byte[] binary = Arrays.copyOf(bytes, bytes.length);
    binary[0] = 0;
    assertThat(capture(rules, binary))
        .isEqualTo("{\"$bytes\":22,\"sha256\":\"" + Sha256.hex(binary) + "\"}");
  }

  @Test
  void usersPatternsRedactAndTextsBeyondTheirBoundCarryNoHash() {
    RedactionRules rules = patterns("EMP-[0-9]{3,5}", "(?i)project \\w+");
    assertThat(capture(rules, "by EMP-1234 for Project Apollo, EMP-1"))
        .isEqualTo("\"by [redacted] for [redacted], EMP-1\"");
    String json = capture(new Redaction(rules), SMALL, "EMP-1234 ".repeat(20_000));
    assertThat(json)
        .isEqualTo(
            "{\"$text\":\"[redacted] [redacted] [redacted]\",\"length\":180000,"
                + "\"redacted\":true}");
  }

  @Test
  void aSecretAcrossTheEndOfWhatIsKeptIsKnownWhereNothingIsHashed() {
    CaptureLimits nothingHashed = new CaptureLimits(6, 16, 100, 4096, 0);
    String key =
        "-----BEGIN PRIVATE KEY-----\n"
            + "MIIEvQIBADANBgkq\n".repeat(200)
            + "-----END PRIVATE KEY-----";
    String json =
        capture(
            new Redaction(RedactionRules.DEFAULT),
            nothingHashed,
            "key: " + key + ".".repeat(9_000));
    assertThat(json).doesNotContain("MII").contains("[redacted]");
  }

  @Test
  void anExpressionThatMakesOthersBacktrackEnds() {
    assertThat(capture(patterns("(a+)+b"), "a".repeat(50_000))).startsWith("{\"$text\":\"aaaa");
  }

  @Test
  void underAKeyEqualValuesAreEqualAndStructuresSayNothing() throws Exception {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("password", "1234");
    map.put("secret", 1234);
    map.put("token", "1234".toCharArray());
    map.put("otp", "1235");
    map.put("text", "password=1234");
    map.put("credentials", List.of("1234"));
    map.put("cookie", null);
    JsonNode json = new ObjectMapper().readTree(capture(keyed(), map));
    String first = json.path("password").textValue();
    assertThat(first).matches("\\[redacted:hmac-sha256:[A-Za-z0-9_-]{22}]");
    assertThat(json.path("secret").textValue()).isEqualTo(first);
    assertThat(json.path("token").textValue()).isEqualTo(first);
    assertThat(json.path("text").textValue()).isEqualTo("password=" + first);
    assertThat(json.path("otp").textValue()).isNotEqualTo(first);
    assertThat(json.path("credentials").textValue()).isEqualTo("[redacted]");
    assertThat(json.path("cookie").textValue()).isEqualTo("[redacted]");
    assertThat(first).isEqualTo(KEY.of("1234"));
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(new RedactionKey(other).of("1234")).isNotEqualTo(first);
  }

  record Account(@Redacted String iban) {}

  @Test
  void underAKeyAnnotatedComponentsCanBeMatchedToo() {
    assertThat(capture(keyed(), new Account("x1")))
        .isEqualTo("{\"iban\":\"" + KEY.of("x1") + "\"}");
  }
}
