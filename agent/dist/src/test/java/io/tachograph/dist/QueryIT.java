package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.dist.Product.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host says of itself is found by the command of the built jar. */
class QueryIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void experienceEventsOfAHostAreFound(Jdk jdk) throws Exception {
    Host host = Host.compile(temp, "Deciding");
    host.runAudited(jdk);
    List<Event> events = Product.intactAndQuiet(host.ledger());

    List<JsonNode> promoted = query(jdk, host, "--kind", "FactPromoted", "--oldest");
    assertThat(promoted)
        .extracting(entry -> entry.path("body").path("data").path("event").path("data"))
        .extracting(data -> data.path("fact_id").asText())
        .containsExactlyElementsOf(
            Stream.iterate(0, i -> i + 1).limit(20).map(i -> "f-" + i).toList());
    assertThat(query(jdk, host, "--tenant", "acme", "--correlation", "run-6", "--chain", "chain-6"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("type").asText()).isEqualTo("experience");
              // It happened in the task that the host was in.
              String task = entry.path("body").path("parent_id").asText();
              assertThat(events)
                  .filteredOn(event -> event.taskId().equals(task))
                  .extracting(Event::type)
                  .containsExactly("task_start", "task_completed");
            });

    List<JsonNode> page =
        query(jdk, host, "--agent", "sre", "--type", "tool_start", "--limit", "7");
    assertThat(page).hasSize(8);
    String after = page.get(7).path("after").asText();
    assertThat(page.get(6).path("seq").asText()).isEqualTo(after);
    assertThat(query(jdk, host, "--agent=sre", "--type=tool_start", "--after", after)).hasSize(13);
  }

  private static List<JsonNode> query(Jdk jdk, Host host, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("query", host.ledger().toString(), "--json"));
    words.addAll(List.of(options));
    Command.Answer answer = Command.run(jdk, words.toArray(String[]::new));
    assertThat(answer.exitCode()).as(answer.text()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.text().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
