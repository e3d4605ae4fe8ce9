package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mission, parent and span follow work to other threads, and never into others' work. */
class ContextIT {
  private static final String NO_EXPORT =
      "-Dotel.traces.exporter=none,-Dotel.metrics.exporter=none,-Dotel.logs.exporter=none";

  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  private static Path[] libraries(String pattern) throws IOException {
    Path folder = Product.module().resolve("target").resolve("context-libraries");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .sorted()
          .toArray(Path[]::new);
    }
  }

  private static void assertEachBelongs(List<Event> events, int atLeast) {
    String task =
        events.stream().filter(e -> e.type().equals("task_start")).findFirst().get().taskId();
    List<Event> tools = events.stream().filter(e -> e.type().equals("tool_start")).toList();
    assertThat(tools).hasSizeGreaterThan(atLeast);
    for (Event tool : tools) {
      String name = tool.data().path("payload").path("name").asText();
      String parent = tool.body().path("parent_id").asText();
      assertThat(parent).as(name).isEqualTo(name.startsWith("not: ") ? "" : task);
    }
  }

  /**
   * The hooks are verified as the JVM verifies any host's class, which it does not with its own.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void workIsFollowedIntoEveryExecutorOfTheJdk(Jdk jdk) throws Exception {
    Host host =
        Host.compile(temp, "Hops")
            .flags("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal");
    if (jdk.feature() >= 25) {
      host.flags("--enable-preview");
    }
    Host.Run run = host.runAudited(jdk);
    assertThat(run.out()).as(run.err()).isEqualTo("done\n");
    List<Event> events = Product.intactAndQuiet(host.ledger());
    assertEachBelongs(events, 30);
    assertThat(events)
        .filteredOn(e -> e.body().has("parent_id"))
        .allSatisfy(e -> assertThat(e.body().path("mission").asText()).isEqualTo("hops"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void tasksInAndOutOfCallsNeverMixUp(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Interleaved");
    Host.Run run = host.runAudited(jdk);
    assertThat(run.out().lines().skip(1))
        .as(run.out() + run.err())
        .containsExactly(
            "enough=true wrong=0 lost=0", "shared lambdas exact=true named somewhere=true");
    Product.intactAndQuiet(host.ledger());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void workIsFollowedThroughReactorsSchedulers(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Reactive", libraries("react.*"));
    assertThat(host.runAudited(jdk).out()).isEqualTo("3\n");
    assertEachBelongs(Product.intactAndQuiet(host.ledger()), 8);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void workIsFollowedIntoTomcatsOwnPool(Jdk jdk) throws Exception {
    Path library =
        Product.module().resolve("target").resolve("host-loaders").resolve("tomcat-embed-core.jar");
    Host host = Host.compile(temp, "TomcatPool", library);
    Host.Run run = host.runAudited(jdk);
    assertThat(run.out()).as(run.err()).isEqualTo("done\n");
    assertEachBelongs(Product.intactAndQuiet(host.ledger()), 59);
  }

  private static void assertSpans(Host.Run run, Host host, boolean followsThreads)
      throws IOException {
    List<String> spans = run.out().lines().toList();
    assertThat(spans).as(run.out() + run.err()).hasSize(2).allMatch(s -> s.startsWith("true "));
    List<Event> events = Product.intactAndQuiet(host.ledger());
    for (int i = 0; i < 2; i++) {
      String[] ids = spans.get(i).split(" ", -1);
      assertThat(events)
          .filteredOn(e -> e.body().path("trace_id").asText().equals(ids[1]))
          .allSatisfy(e -> assertThat(e.body().path("span_id").asText()).isEqualTo(ids[2]))
          .extracting(Event::type)
          .startsWith("tool_start", "tool_completed", "seen")
          .hasSize(followsThreads ? 5 : 3);
    }
    assertThat(events)
        .filteredOn(e -> e.data().path("payload").path("what").asText().equals("outside"))
        .hasSize(2)
        .noneSatisfy(e -> assertThat(e.body().has("trace_id")).isTrue());
    assertThat(events)
        .filteredOn(e -> e.type().equals("tool_start"))
        .hasSize(6)
        .allSatisfy(e -> assertThat(e.body().fieldNames()).toIterable().endsWith("data"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void spansOfTheOpenTelemetrySdkAreNamed(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Traced", libraries("opentelemetry-[^j].*")).arguments("sdk");
    assertSpans(host.runAudited(jdk), host, false);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theOpenTelemetryAgentWorksBesideUsWhicheverComesFirst(Jdk jdk) throws Exception {
    String otel = "-javaagent:" + libraries("opentelemetry-javaagent.*")[0];
    Host before =
        Host.compile(temp, "Traced", libraries("opentelemetry-[^j].*"))
            .flags(NO_EXPORT.split(","))
            .flags(otel)
            .arguments("agent");
    Host.Run bare = before.run(jdk);
    Host.Run run = before.runAudited(jdk);
    assertSpans(run, before, true);
    assertThat(withoutTimes(run.errOfHost())).isEqualTo(withoutTimes(bare.err().stripTrailing()));
    Host after =
        Host.compile(
                Files.createDirectories(temp.resolve("after")),
                "Traced",
                libraries("opentelemetry-[^j].*"))
            .flags(NO_EXPORT.split(","))
            .behind(otel)
            .arguments("agent");
    assertSpans(after.runAudited(jdk), after, true);
  }

  private static String withoutTimes(String err) {
    return err.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d:\\d{3}", "TIME");
  }
}
