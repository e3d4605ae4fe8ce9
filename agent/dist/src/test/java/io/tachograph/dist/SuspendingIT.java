package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kotlin's suspend functions, compiled by its own compiler, with its own coroutines. */
class SuspendingIT {
  private static final int CONCURRENT = 200;
  private static final int MISSIONS = 1_000;

  @TempDir static Path temp;
  private static Host compiled;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  @BeforeAll
  static void compile() throws Exception {
    compiled =
        Host.compileKotlin(
            temp, List.of("Suspending", "Coroutines"), libraries("kotlin-libraries"));
  }

  private static List<Path> libraries(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Product.module().resolve("target").resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static void assertEachIsWhereItSays(Host host, Jdk jdk) throws Exception {
    assertThat(host.runAudited(jdk).out()).isEqualTo("done\n");
    List<Event> events = Product.intactAndQuiet(host.ledger());
    assertThat(Product.verify(host.ledger()).unfinished()).isZero();
    Map<String, String> names = new HashMap<>();
    events.forEach(e -> names.put(e.taskId(), e.data().path("name").asText()));
    List<Event> tools =
        events.stream().filter(e -> e.type().equals("tool_start") && named(e, "tool")).toList();
    assertThat(tools).hasSizeGreaterThan(6 * MISSIONS + 150);
    for (Event tool : tools) {
      var said = tool.data().path("payload");
      String parent = names.getOrDefault(tool.body().path("parent_id").asText(), "");
      assertThat(List.of(parent, tool.body().path("mission").asText()))
          .as(said.path("what").asText())
          .containsExactly(said.path("within").asText(), said.path("mission").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void coroutinesBelongToWhereTheyWereMadeWhereverTheyGoOn(Jdk jdk) throws Exception {
    Path folder = temp.resolve("coroutines" + jdk.feature());
    assertEachIsWhereItSays(compiled.main("CoroutinesKt", folder), jdk);
  }

  @Test
  void coroutinesOfTheOldestLibraryBelongToWhereTheyWereMade() throws Exception {
    Host host = compiled.main("CoroutinesKt", temp.resolve("coroutines-oldest"));
    host.before(libraries("kotlin-libraries-oldest").get(0));
    assertEachIsWhereItSays(host, Jdk.current());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void callsEndWhenTheyAreOverAndNotWhenTheyAreSuspended(Jdk jdk) throws Exception {
    Host host = compiled.in(temp.resolve("on" + jdk.feature()));
    Host.Run bare = host.run(jdk);
    Host.Run audited = host.runAudited(jdk);
    assertThat(audited.out()).isEqualTo(bare.out()).endsWith("200\nSuccess(kept)\n");
    assertThat(audited.exitCode()).isEqualTo(bare.exitCode());
    assertThat(audited.errOfHost()).isEqualTo(bare.err().stripTrailing());

    List<Event> events =
        Product.intactAndQuiet(host.ledger()).stream()
            .filter(e -> e.type().matches("(task|tool)_.*"))
            .toList();
    assertThat(Product.verify(host.ledger()).unfinished()).isZero();
    int concurrent = 1 + indexOf(events, "run", "task_completed");
    Map<String, String> names = new HashMap<>();
    events.forEach(e -> names.put(e.taskId(), e.data().path("name").asText()));
    assertThat(events.subList(0, concurrent).stream().map(e -> line(e, names)))
        .containsExactly(
            "run task_start",
            "run>direct tool_start {\"value\":\"d\"}",
            "run>direct tool_completed \"d\"",
            "run>twice tool_start {\"value\":\"t\",\"times\":2,\"wide\":5}",
            "twice>inner tool_start {\"value\":\"t\"}",
            "twice>inner tool_completed \"t\"",
            "twice>inner tool_start {\"value\":\"0\"}",
            "twice>inner tool_completed \"0\"",
            "twice>inner tool_start {\"value\":\"1\"}",
            "twice>inner tool_completed \"1\"",
            "run>twice tool_completed \"t0515\"",
            "run>tail tool_start {\"value\":\"x\"}",
            "tail>twice tool_start {\"value\":\"x\",\"times\":1,\"wide\":7}",
            "twice>inner tool_start {\"value\":\"x\"}",
            "twice>inner tool_completed \"x\"",
            "twice>inner tool_start {\"value\":\"0\"}",
            "twice>inner tool_completed \"0\"",
            "tail>twice tool_completed \"x07\"",
            "run>tail tool_completed \"x07\"",
            "run>elsewhere tool_start {\"value\":\"e\"}",
            "run>elsewhere tool_completed \"e\"",
            "run>plain tool_start {\"value\":\"p\"}",
            "run>plain tool_completed \"p!\"",
            "run>failing tool_start {\"value\":\"f\"}",
            "run>failing tool_failed IllegalStateException",
            "run>nothing tool_start {}",
            "run>nothing tool_completed null",
            "run>countdown tool_start {\"from\":3}",
            "countdown>countdown tool_start {\"from\":2}",
            "countdown>countdown tool_start {\"from\":1}",
            "countdown>countdown tool_start {\"from\":0}",
            "countdown>countdown tool_completed 0",
            "countdown>countdown tool_completed 1",
            "countdown>countdown tool_completed 2",
            "run>countdown tool_completed 3",
            "run>forever tool_start",
            "run>forever tool_failed JobCancellationException",
            "run>forever tool_start",
            "run>forever tool_failed TimeoutCancellationException",
            "run task_completed null");

    List<Event> rest = events.subList(concurrent, events.size());
    assertThat(rest).hasSize(CONCURRENT * 6 + 2);
    assertThat(rest.stream().filter(e -> named(e, "inner")))
        .allSatisfy(
            e -> assertThat(names.get(e.body().path("parent_id").asText())).isEqualTo("twice"));
    assertThat(rest.stream().filter(e -> named(e, "twice")))
        .allSatisfy(e -> assertThat(e.body().has("parent_id")).isFalse());
    assertThat(rest.subList(rest.size() - 2, rest.size()).stream().map(e -> line(e, names)))
        .last()
        .isEqualTo("kept tool_completed \"kept\"");
  }

  private static boolean named(Event event, String name) {
    return event.data().path("name").asText().equals(name);
  }

  private static int indexOf(List<Event> events, String name, String type) {
    for (int i = 0; i < events.size(); i++) {
      if (named(events.get(i), name) && events.get(i).type().equals(type)) {
        return i;
      }
    }
    throw new AssertionError("none of " + name + " " + type);
  }

  private static String line(Event event, Map<String, String> names) {
    String parent = names.get(event.body().path("parent_id").asText());
    String payload = event.data().path("payload").toString();
    var error = event.data().path("error").path("type");
    String outcome =
        error.isMissingNode()
            ? event.data().path("result").toString()
            : error.asText().replaceAll(".*[.]", "");
    // What is passed that is no value says only its class.
    String detail = payload.contains("$type") ? "" : payload + outcome;
    return ((parent == null ? "" : parent + ">")
            + event.data().path("name").asText()
            + " "
            + event.type()
            + " "
            + detail)
        .strip();
  }
}
