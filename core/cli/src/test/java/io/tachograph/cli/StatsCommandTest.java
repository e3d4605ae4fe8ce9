package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.recorder.index.LedgerIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsCommandTest {
  @TempDir Path dir;
  private Path folder;

  @BeforeEach
  void tell() {
    folder = dir.resolve("desk");
    ToldLedger.tell(folder);
  }

  @Test
  void allIsCounted() {
    CommandRun stats = run("stats", folder, "--utc");
    assertThat(stats.code()).as(stats.err()).isZero();
    assertThat(stats.out())
        .contains("14 entries from 2026-11-01T07:59:59.000Z to 2026-11-01T08:00:10.000Z")
        .containsPattern("(?m)^tool_start +3$")
        .containsPattern("(?m)^triage +1 +1 +0 +0\\.0 % +7\\.0 s")
        .containsPattern("(?m)^=refund +1 +1 +1 +100\\.0 % +1\\.0 s")
        .containsPattern("(?m)^notify +1 +0 +0 +0\\.0 % +- +- +- +-$")
        .containsPattern("(?m)^OPEN_AI gpt-x +1 +1 +0 +0\\.0 % +25[0-9]\\.. ms")
        .containsPattern("(?m)^sre +4 +3 +1 +33\\.3 %")
        .containsPattern("(?m)^2026-11-01 08:00 +3 +1 +33\\.3 % .*▇{30}$")
        .containsPattern("(?m)^triage +7\\.0 s +9 +2026-11-01T08:00:07.000Z +" + ToldLedger.TASK);
  }

  @Test
  void machinesReadAllOfIt() throws Exception {
    JsonNode stats = run("stats", folder, "--json").json();
    assertThat(stats.path("entries").asInt()).isEqualTo(14);
    assertThat(stats.path("first").textValue()).isEqualTo("2026-11-01T07:59:59Z");
    assertThat(stats.path("types").path("odd").asInt()).isEqualTo(2);
    JsonNode refund =
        stats.path("tools").valueStream().filter(t -> t.path("failed").asInt() > 0).findAny().get();
    assertThat(refund.path("name").textValue()).isEqualTo("=refund");
    assertThat(refund.path("p99_ns").asLong()).isBetween(990_000_000L, 1_010_000_000L);
    assertThat(stats.path("hours").path(0).path("from").textValue())
        .isEqualTo("2026-11-01T08:00:00Z");
    assertThat(stats.path("slowest").path(0).path("duration_ns").asLong())
        .isEqualTo(7_000_000_000L);
  }

  @Test
  void theIndexCountsAsTheLedgerIs() {
    String counted = run("stats", folder, "--json", "--scan").out();
    assertThat(folder.resolve(LedgerIndex.FILE)).doesNotExist();
    assertThat(run("stats", folder, "--json").out()).isEqualTo(counted);
    assertThat(folder.resolve(LedgerIndex.FILE)).exists();
    assertThat(run("stats", folder, "--json").out()).isEqualTo(counted);
  }

  @Test
  void anIndexThatIsNotItsOwnCountsNothing() throws Exception {
    String counted = run("stats", folder, "--json", "--scan").out();
    Path index = folder.resolve(LedgerIndex.FILE);
    Path other = dir.resolve("other");
    try (ToldLedger story = new ToldLedger(other)) {
      story.tell();
      story.tell();
    }
    run("stats", other);
    Files.copy(other.resolve(LedgerIndex.FILE), index, StandardCopyOption.REPLACE_EXISTING);
    assertThat(run("stats", folder, "--json").out()).isEqualTo(counted);
    byte[] bytes = Files.readAllBytes(index);
    for (int at = 100; at < bytes.length; at += 4_099) {
      byte[] harmed = bytes.clone();
      harmed[at] ^= 0x20;
      Files.write(index, harmed);
      assertThat(run("stats", folder, "--json").out()).as("at=" + at).isEqualTo(counted);
    }
    Files.write(index, "garbage".getBytes(StandardCharsets.UTF_8));
    assertThat(run("stats", folder, "--json").out()).isEqualTo(counted);
    Files.delete(index);
    assertThat(run("stats", folder, "--json").out()).isEqualTo(counted);
  }

  @Test
  void aFilterIsCountedByReading() throws Exception {
    JsonNode failed = run("stats", folder, "--json", "--type", "tool_failed").json();
    assertThat(failed.path("entries").asInt()).isEqualTo(1);
    assertThat(failed.path("tools")).hasSize(1);
    assertThat(failed.path("tasks")).isEmpty();
    JsonNode late = run("stats", folder, "--json", "--since", "2026-11-01T08:00:07Z").json();
    assertThat(late.path("entries").asInt()).isEqualTo(5);
    assertThat(run("stats", folder, "--agent", "nobody").out()).contains("no entries");
    assertThat(folder.resolve(LedgerIndex.FILE)).doesNotExist();
  }

  @Test
  void whatIsUnrecordedIsSaid() {
    try (ToldLedger story = new ToldLedger(folder)) {
      story.raw("gap", "{\"data\":{\"unrecorded\":3,\"reason\":\"full\"}}");
      story.raw("gap", "{\"data\":{\"unrecorded\":4,\"reason\":\"full\"}}");
    }
    assertThat(run("stats", folder).out()).contains("7 events went unrecorded");
    assertThat(run("stats", folder, "--scan").out()).contains("7 events went unrecorded");
  }

  @Test
  void tablesAreCutWhereTheyAreAskedToBe() {
    assertThat(run("stats", folder, "--top", 1).out())
        .contains("and 2 tools: --top, or --json")
        .doesNotContain("notify");
    CommandRun none = run("stats", folder, "--top", 0);
    assertThat(none.code()).isEqualTo(Main.EXIT_FAILED);
    assertThat(none.err()).contains("--top is 1 or more: --top=0");
  }
}
