package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the manual's page on the store is this code, and runs. */
class ManualTest {
  private static final Path PAGE = Path.of("../../docs/store.md");
  private static final Path SOURCE = Path.of("src/test/java/io/tachograph/store/ManualTest.java");
  private static final Pattern FENCED = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern MARKED =
      Pattern.compile("// The example begins\\.\n(.*?) *// The example ends\\.", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void the_example_runs() {
    Path file = folder.resolve("new/store.db");
    // The example begins.
    try (SqliteStore store = SqliteStore.open(file)) {
      long mission =
          store
              .missions()
              .create(
                  NewMission.of(
                      "checkout-17", MissionPhase.CODING, MissionStatus.PENDING, Instant.now()));

      // One transaction: all of it, or nothing.
      store.apply(
          writer -> {
            writer.concepts().add(mission, "payment", Instant.now());
            writer
                .artifacts()
                .insert(
                    new NewArtifact(
                        mission,
                        ArtifactType.CODE,
                        "repository",
                        "ef1c122a",
                        null,
                        "https://example.org/checkout.git",
                        "main",
                        null,
                        Instant.now()));
            writer
                .qualityGates()
                .record(
                    new NewQualityGate(
                        mission,
                        "TEST_COVERAGE",
                        GateStatus.FAILED,
                        JsonNodeFactory.instance.objectNode().put("coverage", 0.71),
                        Instant.now()));
          });

      // A list that can grow comes in pages, the newest first.
      Page page = Page.first(100);
      List<QualityGate> failed = store.qualityGates().withStatus(GateStatus.FAILED, page);
      while (!failed.isEmpty()) {
        failed.forEach(gate -> System.out.println(gate.name() + " " + gate.details()));
        page = page.after(failed.get(failed.size() - 1).id());
        failed = store.qualityGates().withStatus(GateStatus.FAILED, page);
      }
    }
    // The example ends.
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertThat(store.concepts().missionsWith("payment", Page.first(1))).hasSize(1);
      assertThat(store.artifacts().withRef("ef1c122a", Page.first(1))).hasSize(1);
      assertThat(store.qualityGates().latest(1, "TEST_COVERAGE")).isPresent();
    }
  }

  @Test
  void the_page_shows_the_example() throws IOException {
    String example = found(MARKED, Files.readString(SOURCE)).stripTrailing().stripIndent();
    assertThat(found(FENCED, Files.readString(PAGE)).stripTrailing()).isEqualTo(example);
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("%s", pattern).isTrue();
    return matcher.group(1);
  }
}
