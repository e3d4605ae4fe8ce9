package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The built jar, and what it recorded. */
final class Product {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All that the log says where nothing went wrong. */
  private static final Pattern A_RUN =
      Pattern.compile("^\\S+ (a run (begins|ends): |metrics are served at http)");

  private Product() {}

  /** An entry as the tests look at it. */
  record Event(long seq, String id, String type, JsonNode body) {
    JsonNode data() {
      return body.path("data");
    }

    String taskId() {
      return body.path("task_id").asText();
    }
  }

  /** The folder of the module that builds the jar. */
  static Path module() {
    return root().resolve("agent").resolve("dist");
  }

  /** The folder of the whole project. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("agent").resolve("dist"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static Path jar() {
    Path jar = module().resolve("target").resolve("tachograph.jar");
    assertThat(jar).exists();
    return jar;
  }

  /** What a host compiles against and keeps on its class path, with the agent or without. */
  static Path apiJar() {
    Path target = root().resolve("core").resolve("api").resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(
              file -> file.getFileName().toString().matches("tachograph-api-[^-]+(-SNAPSHOT)?.jar"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Event> events(Path ledger) throws IOException {
    List<Event> events = new ArrayList<>();
    try (EntryReader reader = EntryReader.open(new LedgerFolder(ledger))) {
      for (EntryReader.Located at = reader.next(); at != null; at = reader.next()) {
        events.add(
            new Event(
                at.entry().seq(),
                at.entry().id().toString(),
                at.entry().type(),
                JSON.readTree(at.entry().body())));
      }
    }
    return events;
  }

  static long count(List<Event> events, String type) {
    return events.stream().filter(event -> event.type().equals(type)).count();
  }

  /** How many events the ledger says are missing. */
  static long unrecorded(List<Event> events) {
    return events.stream()
        .filter(event -> event.type().equals("gap"))
        .mapToLong(event -> event.data().path("unrecorded").asLong())
        .sum();
  }

  static LedgerReport verify(Path ledger) throws IOException {
    return LedgerVerifier.verify(
        new LedgerFolder(ledger), LedgerVerifier.Expectation.NONE, Progress.NONE);
  }

  /** The ledger is intact, it was closed in order, and nothing of ours went wrong. */
  static List<Event> intactAndQuiet(Path ledger) throws IOException {
    assertThat(verify(ledger).findings()).isEmpty();
    Path log = ledger.resolve("agent.log");
    assertThat(Files.readAllLines(log)).isNotEmpty().allMatch(line -> A_RUN.matcher(line).find());
    List<Event> events = events(ledger);
    assertThat(events)
        .filteredOn(event -> event.type().equals("ledger_closed"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.data().path("errors").asLong()).isZero());
    assertThat(events)
        .noneSatisfy(event -> assertThat(event.type()).isEqualTo("instrumentation_failed"));
    return events;
  }
}
