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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Options, what is matched, and where the ledger goes. */
class AttachingIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void methodsNamedInTheConfigurationAreRecorded(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "com.acme.shop.Configured");
    Host.Run run =
        host.runAudited(
            jdk,
            "include=com.acme.*Tool,com.acme.nowhere.X#y",
            "service=shop",
            "include.tasks=com.acme.shop.Configured$Planner#pl*");
    assertThat(run.out()).isEqualTo("buy32price tool\n");
    assertThat(run.errOfHost()).isEmpty();
    List<Event> events = Product.intactAndQuiet(host.audit().resolve("shop"));
    assertThat(events)
        .filteredOn(e -> e.type().endsWith("_start"))
        .extracting(e -> e.type() + " " + e.data().path("name").asText())
        .containsExactly("task_start plan", "tool_start price");
    assertThat(events)
        .filteredOn(e -> e.type().equals("instrumented"))
        .extracting(e -> e.data().path("by").asText())
        .containsOnly("include");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void toolsOfFrameworksAreRecordedOutOfTheBox(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Frameworks");
    assertThat(host.runAudited(jdk).out()).isEqualTo("Bern: sun3{}\n");
    assertThat(Product.intactAndQuiet(host.ledger()))
        .filteredOn(e -> e.type().equals("tool_start"))
        .extracting(e -> e.data().path("name").asText() + e.data().path("payload"))
        .containsExactly("weather{\"city\":\"Bern\"}", "add{\"a\":1,\"b\":2}");
  }

  @ParameterizedTest
  @CsvSource({
    "serivce=x, unknown option serivce in the agent's argument; did you mean service?",
    "capture.depth=99, capture.depth is from 1 to 32: capture.depth=99",
    "capture.items=many, bad value of option capture.items",
    "on-failure=maybe, bad value of option on-failure",
    "config=/nowhere/tachograph.properties, option config: the file cannot be read"
  })
  void aMistakenOptionIsOneClearLineAndTheHostRunsOn(String option, String line) throws Exception {
    Host host = Host.compile(temp, "Hello");
    Host.Run run = host.runAudited(Jdk.current(), option);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("hello\n");
    assertThat(run.errOfHost()).isEmpty();
    assertThat(run.openingLine()).startsWith("tachograph: not recording: ").contains(line);
    assertThat(host.audit()).doesNotExist();
  }

  @Test
  void withOnFailureClosedAMistakenOptionKeepsTheHostFromStarting() throws Exception {
    Host host = Host.compile(temp, "Hello");
    Host.Run run = host.runAudited(Jdk.current(), "on-failure=closed", "nonsense=1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.openingLine()).contains("unknown option nonsense");
  }

  @Test
  void withoutALedgerTheHostRunsOpenAndDoesNotStartClosed() throws Exception {
    Host host = Host.compile(temp, "Agentic").arguments("return");
    Files.writeString(host.audit(), "a file where the folder should be");
    Host.Run open = host.runAudited(Jdk.current());
    assertThat(open.exitCode()).isZero();
    assertThat(open.out()).endsWith("done\n");
    assertThat(open.openingLine()).contains("not recording: the ledger's folder cannot be made");
    Host.Run closed = host.runAudited(Jdk.current(), "on-failure=closed");
    assertThat(closed.exitCode()).isEqualTo(1);
    assertThat(closed.out()).isEmpty();
  }

  @Test
  void optionsComeFromPropertiesAndAFileTooAndTheArgumentCountsFirst() throws Exception {
    Host host = Host.compile(temp, "Hello");
    Path config = temp.resolve("tachograph.properties");
    Files.writeString(config, "service=of-the-file\ncapture.depth=3\n");
    host.flags("-Dtachograph.config=" + config);
    host.runAudited(Jdk.current());
    assertThat(host.audit().resolve("of-the-file")).isDirectory();
    host.flags("-Dtachograph.service=of-the-property");
    host.runAudited(Jdk.current());
    assertThat(host.audit().resolve("of-the-property")).isDirectory();
    host.runAudited(Jdk.current(), "service=of-the-argument");
    assertThat(host.audit().resolve("of-the-argument")).isDirectory();
    Host.Run off = host.runAudited(Jdk.current(), "enabled=false", "service=never");
    assertThat(off.err()).isEmpty();
    assertThat(host.audit().resolve("never")).doesNotExist();
  }

  @Test
  void twoHostsAtOnceTakeAFolderEach() throws Exception {
    Host host = Host.compile(temp, "Crash").arguments("1");
    Process first = host.startAudited(Jdk.current());
    try {
      assertThat(first.inputReader(StandardCharsets.UTF_8).readLine()).hasSize(36);
      Host.Run second =
          Host.compile(temp, "Agentic")
              .arguments("return")
              .runAudited(Jdk.current(), "service=Crash");
      assertThat(second.openingLine()).contains("records to " + host.audit().resolve("Crash-2"));
    } finally {
      first.destroyForcibly().waitFor();
    }
    Product.intactAndQuiet(host.audit().resolve("Crash-2"));
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aClassThatAnotherAgentLoadedBeforeUsIsRecordedToo(Jdk jdk) throws Exception {
    Path early = EarlyJar.make(temp);
    Host host = Host.compile(temp, "Agentic").arguments("return").flags("-javaagent:" + early);
    assertThat(host.runAudited(jdk).out()).contains("loaded early: Agentic").contains("done");
    assertThat(Product.intactAndQuiet(host.ledger()))
        .extracting(Event::type)
        .contains("instrumented", "task_start", "task_completed");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void underAnotherNameTheJarWorksToo(Jdk jdk) throws Exception {
    Path renamed = Files.copy(Product.jar(), temp.resolve("renamed.jar"));
    Host host = Host.compile(temp, "Agentic").arguments("return").agent(renamed);
    assertThat(host.runAudited(jdk).out()).contains("done\n");
    assertThat(Product.intactAndQuiet(host.ledger()))
        .extracting(Event::type)
        .contains("task_start");
  }
}
