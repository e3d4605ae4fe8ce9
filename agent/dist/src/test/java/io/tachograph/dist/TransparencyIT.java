package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host must never feel, and what must be in the ledger afterwards. */
class TransparencyIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  @Test
  void theNewestTestedJdkIsAmongThem() throws Exception {
    assertThat(jdks()).contains(Jdk.newest());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void streamsAndExitCodesAreThoseWithoutTheAgent(Jdk jdk) throws Exception {
    int runs = 0;
    for (String end : List.of("return", "exit", "throw")) {
      Host host = Host.compile(temp, "Agentic").arguments(end);
      Host.Run bare = host.run(jdk);
      Host.Run audited = host.runAudited(jdk);
      assertThat(audited.exitCode()).as(end).isEqualTo(bare.exitCode());
      assertThat(audited.out()).as(end).isEqualTo(bare.out());
      assertThat(audited.errOfHost()).as(end).isEqualTo(bare.err().stripTrailing());
      String key = Files.readString(host.ledger().resolve("ledger.vkey")).strip();
      assertThat(audited.openingLine())
          .endsWith(
              "records to "
                  + host.ledger()
                  + (runs == 0 ? "; keep this, it verifies the ledger: " + key : ""));
      runs++;
    }
    List<Event> events = Product.intactAndQuiet(temp.resolve("audit").resolve("Agentic"));
    assertThat(events).filteredOn(e -> e.type().equals("ledger_opened")).hasSize(runs);
    assertThat(events).filteredOn(e -> e.type().equals("task_completed")).hasSize(runs);
    assertThat(events)
        .filteredOn(e -> e.type().equals("tool_failed"))
        .hasSize(runs + 1)
        .allSatisfy(
            e ->
                assertThat(e.data().path("error").path("message").asText())
                    .startsWith("as told: "));
    // System.exit inside of an audited call: it never ends.
    assertThat(Product.verify(temp.resolve("audit").resolve("Agentic")).unfinished()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyCallIsRecordedWithParentNamesAndMission(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Agentic").arguments("return");
    host.runAudited(jdk);
    List<Event> events = Product.intactAndQuiet(host.ledger());
    Event task = first(events, "task_start");
    assertThat(task.body().path("agent_id").asText()).isEqualTo("planner");
    assertThat(task.body().path("mission").asText()).startsWith("0b1f9a52");
    assertThat(task.data().path("payload").toString())
        .isEqualTo("{\"steps\":2,\"budget\":5,\"weight\":0.5}");
    Event search = first(events, "tool_start");
    assertThat(search.body().path("parent_id").asText()).isEqualTo(task.taskId());
    assertThat(search.data().path("payload").toString())
        .isEqualTo("{\"query\":\"q0\",\"options\":[0,\"x\"]}");
    assertThat(events)
        .filteredOn(e -> e.data().path("name").asText().equals("sign_in"))
        .isNotEmpty()
        .filteredOn(e -> e.type().equals("tool_start"))
        .allSatisfy(
            e ->
                assertThat(e.data().path("payload").toString())
                    .isEqualTo(
                        "{\"user\":\"amy\",\"password\":\"[redacted]\",\"pin\":\"[redacted]\"}"));
    // The bridge method that javac made beside area(Integer) is not a call of its own.
    assertThat(events)
        .filteredOn(e -> e.data().path("name").asText().equals("area"))
        .extracting(Event::type)
        .containsExactly("tool_start", "tool_completed");
    assertThat(first(events, "decision").data().path("agent_name").isMissingNode()).isTrue();
    assertThat(first(events, "policy.checked").data().path("token").asText())
        .isEqualTo("[redacted]");
    assertThat(first(events, "tool_denied").data().toString())
        .isEqualTo(
            "{\"name\":\"sign_in\",\"payload\":{\"password\":\"[redacted]\"},"
                + "\"reason\":\"too often\",\"by\":\"policy\"}");
    assertThat(first(events, "approval_granted").data().path("request").asText())
        .isEqualTo(first(events, "approval_requested").id());
  }

  private static Event first(List<Event> events, String type) {
    return events.stream().filter(e -> e.type().equals(type)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aSecretIsNowhereInWhatIsWritten(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Agentic").arguments("return");
    host.runAudited(jdk);
    assertThat(filesWith(host.audit(), "policy.checked")).isNotEmpty();
    assertThat(filesWith(host.audit(), "hunter2-secret")).isEmpty();
  }

  private static List<Path> filesWith(Path folder, String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(f -> contains(f, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aHostThatExitsAtOnceIsRecordedAndLoadsOfByteBuddyTheReaderAlone(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Hello").flags("-Xlog:class+load:file=classes.log");
    Host.Run run = host.runAudited(jdk);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("hello\n");
    assertThat(run.errOfHost()).isEmpty();
    assertThat(Product.intactAndQuiet(host.ledger()))
        .extracting(Event::type)
        .containsExactly("ledger_created", "ledger_opened", "ledger_closed");
    assertThat(Files.readString(temp.resolve("classes.log")))
        .contains("io.tachograph.agent.AuditTransformer ")
        .doesNotContainPattern("net\\.bytebuddy\\.(?!jar\\.asm\\.)");
    assertThat(host.ledger().resolve("store.db")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aHostWithItsOwnVersionsOfOurLibrariesRunsUnharmed(Jdk jdk) throws Exception {
    Path libraries = Product.module().resolve("target").resolve("host-libraries");
    List<Path> jars;
    try (Stream<Path> files = Files.list(libraries)) {
      jars = files.sorted().toList();
    }
    assertThat(jars).hasSizeGreaterThan(10);
    Host host =
        Host.compile(temp, "Neighbours", jars.toArray(Path[]::new))
            .flags(
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                // At info Chronicle says how many milliseconds things took.
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    Host.Run bare = host.arguments(temp.resolve("data").toString()).run(jdk);
    clear(temp.resolve("data"));
    Host.Run audited = host.runAudited(jdk);
    assertThat(bare.out()).contains("org.sqlite.JDBC sqlite-jdbc-3.45.3.0.jar app");
    assertThat(audited.out()).isEqualTo(bare.out());
    assertThat(audited.exitCode()).isEqualTo(bare.exitCode());
    assertThat(withoutUnsafeWarning(audited.errOfHost()))
        .isEqualTo(withoutUnsafeWarning(bare.err().stripTrailing()));
    assertThat(Product.intactAndQuiet(host.ledger()))
        .extracting(Event::type)
        .contains("tool_start", "tool_completed");
  }

  /** There is one flag for all who use Unsafe, docs/jdk-25.md says so. */
  private static String withoutUnsafeWarning(String err) {
    return err.lines()
        .filter(line -> !line.startsWith("WARNING: ") || !line.contains("Unsafe"))
        .filter(line -> !line.contains("Please consider reporting this to the maintainers"))
        .reduce("", (a, b) -> a + b + "\n");
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
