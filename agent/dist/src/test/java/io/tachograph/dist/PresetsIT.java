package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.Main;
import io.tachograph.dist.Product.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real frameworks, each in the oldest and the newest version that runs here: every call of a tool
 * is in the ledger exactly once, those that failed as failed, and the host prints what it prints
 * without the agent.
 */
class PresetsIT {
  private static final int ANY_JDK = 17;
  private static final int JDK_21 = 21;

  @TempDir Path temp;

  /**
   * A host and what its ledger is to hold.
   *
   * @param jdk the oldest that the framework runs on
   * @param expected the file with the lines
   */
  record Case(FrameworkHost host, int jdk, String expected) {
    @Override
    public String toString() {
      return host.toString();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new FrameworkHost("langchain4j"), ANY_JDK, "langchain4j"),
        new Case(new FrameworkHost("langchain4j-oldest"), ANY_JDK, "langchain4j"),
        new Case(new FrameworkHost("agentic"), ANY_JDK, "agentic"),
        new Case(new FrameworkHost("agentic-oldest"), ANY_JDK, "agentic-oldest"),
        new Case(new FrameworkHost("spring-ai"), ANY_JDK, "spring-ai"),
        new Case(new FrameworkHost("spring-ai-oldest"), ANY_JDK, "spring-ai"),
        new Case(new FrameworkHost("mcp"), ANY_JDK, "mcp"),
        new Case(new FrameworkHost("mcp-oldest"), ANY_JDK, "mcp"),
        new Case(new FrameworkHost("adk"), ANY_JDK, "adk"),
        new Case(new FrameworkHost("adk-oldest"), ANY_JDK, "adk-oldest"),
        new Case(new FrameworkHost("semantic-kernel"), ANY_JDK, "semantic-kernel"),
        new Case(new FrameworkHost("semantic-kernel-oldest"), ANY_JDK, "semantic-kernel-oldest"),
        new Case(new FrameworkHost("koog"), ANY_JDK, "koog"),
        new Case(new FrameworkHost("koog-oldest"), ANY_JDK, "koog-oldest"),
        new Case(new FrameworkHost("embabel"), JDK_21, "embabel"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCallIsRecordedOnceAndTheHostFeelsNothing(Case tested) throws Exception {
    List<Jdk> jdks = Jdk.tested().filter(jdk -> jdk.feature() >= tested.jdk()).toList();
    assumeThat(jdks).as("SKIPPED " + tested + ": no JDK that it runs on was found").isNotEmpty();
    Host host = tested.host().compile(temp, jdks.get(0));
    Host.Run bare = host.run(jdks.get(0));
    assertThat(bare.exitCode()).as(bare.err()).isZero();
    for (Jdk jdk : jdks) {
      String service = tested + "-" + jdk.feature();
      Host.Run audited = host.runAudited(jdk, "service=" + service);
      assertThat(audited.out()).as(jdk + ": " + audited.err()).isEqualTo(bare.out());
      assertThat(audited.exitCode()).isZero();
      Path ledger = host.audit().resolve(service);
      List<String> lines =
          Product.intactAndQuiet(ledger).stream()
              .filter(PresetsIT::isOfACall)
              .map(PresetsIT::line)
              .toList();
      assertThat(lines).as(jdk.toString()).containsExactlyElementsOf(expected(tested.expected()));
      assertThatTheStoreIsWhatTheLedgerSays(ledger);
    }
  }

  private static boolean isOfACall(Event event) {
    return event.type().matches("(task|tool|model|approval)_.*|decision");
  }

  /** Type, name and what else the presets read. */
  private static String line(Event event) {
    JsonNode data = event.data();
    StringBuilder line = new StringBuilder(event.type());
    if (event.type().equals("model_call")) {
      line.append(' ').append(data.path("provider").asText("-"));
      line.append(' ').append(data.path("model").asText("-"));
      line.append(' ').append(data.path("tokens_in").asText("-"));
      line.append('/').append(data.path("tokens_out").asText("-"));
      line.append(' ').append(data.path("finish_reason").asText("-"));
    } else {
      for (String member : List.of("name", "what", "decision_type", "context", "rationale")) {
        if (data.has(member)) {
          line.append(' ').append(text(data.path(member)));
        }
      }
    }
    if (data.has("payload")) {
      line.append(' ').append(sorted(data.path("payload")));
    }
    if (data.has("error")) {
      line.append(" error: ").append(data.path("error").path("message").asText());
    }
    return line.toString();
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /** Maps of hosts come in any order. */
  private static String sorted(JsonNode payload) {
    Map<String, JsonNode> members = new TreeMap<>();
    payload.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static List<String> expected(String name) throws IOException {
    return Files.readAllLines(
        Product.module().resolve("src/test/resources/presets").resolve(name + ".txt"));
  }

  private static void assertThatTheStoreIsWhatTheLedgerSays(Path ledger) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code =
        Main.run(new String[] {"store", "reconcile", ledger.toString(), "--alone"}, out, out);
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }
}
