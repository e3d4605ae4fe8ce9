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

/** Methods that return what completes later, with the real libraries and the hook in the JDK. */
class AsynchronousIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  private static Path[] libraries() throws IOException {
    Path folder = Product.module().resolve("target").resolve("async-libraries");
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toArray(Path[]::new);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void callsEndWhenWhatTheyReturnedDoes(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Asynchronous", libraries());
    Host.Run bare = host.run(jdk);
    Host.Run audited = host.runAudited(jdk);
    assertThat(audited.out()).isEqualTo(bare.out());
    assertThat(audited.errOfHost()).isEqualTo(bare.err().stripTrailing());
    assertThat(audited.exitCode()).isEqualTo(bare.exitCode());

    List<Event> events = Product.intactAndQuiet(host.ledger());
    // On the one thread a future's end stands before what depends on it.
    assertThat(events.stream().filter(e -> e.type().startsWith("t")).map(AsynchronousIT::line))
        .containsSubsequence(
            "promise tool_completed \"kept\"", "after tool_start", "after tool_completed \"kept!\"")
        .containsSubsequence("inner tool_completed \"m\"", "mono tool_completed \"m\"")
        .containsSubsequence("mono tool_completed \"m\"", "after tool_completed \"m!\"");
    // Who waits on another thread may be a moment ahead of the end: each stands by its start here.
    assertThat(byStarts(events))
        .containsExactly(
            "run task_start",
            "run task_completed null",
            "promise tool_start",
            "promise tool_completed \"kept\"",
            "after tool_start",
            "after tool_completed \"kept!\"",
            "promise tool_start",
            "promise tool_failed CancellationException",
            "promise tool_start",
            "promise tool_failed TimeoutException",
            "supplied tool_start",
            "supplied tool_completed \"supplied\"",
            "minimal tool_start",
            "minimal tool_completed \"minimal\"",
            "submitted tool_start",
            "submitted tool_completed \"submitted\"",
            "submitted tool_start",
            "submitted tool_failed CancellationException",
            "listenable tool_start",
            "listenable tool_completed \"listened\"",
            "mono tool_start",
            "mono tool_completed \"m\"",
            "inner tool_start",
            "inner tool_completed \"m\"",
            "after tool_start",
            "after tool_completed \"m!\"",
            "flux tool_start",
            "flux tool_completed {\"items\":3}",
            "single tool_start",
            "single tool_completed \"s\"",
            "promise tool_start",
            "mono tool_start");
    assertThat(Product.verify(host.ledger()).unfinished()).isEqualTo(2);
  }

  private static List<String> byStarts(List<Event> events) {
    return events.stream()
        .filter(start -> start.type().endsWith("_start"))
        .flatMap(start -> events.stream().filter(e -> e.taskId().equals(start.taskId())))
        .filter(e -> e.type().startsWith("t"))
        .map(AsynchronousIT::line)
        .toList();
  }

  private static String line(Event event) {
    var error = event.data().path("error").path("type");
    String outcome =
        error.isMissingNode()
            ? event.data().path("result").toString()
            : error.asText().replaceAll(".*[.]", "");
    return (event.data().path("name").asText() + " " + event.type() + " " + outcome).strip();
  }
}
