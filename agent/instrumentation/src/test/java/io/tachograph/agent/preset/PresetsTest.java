package io.tachograph.agent.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.agent.MarkedMethod;
import io.tachograph.recorder.Weaving;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which presets are on, and what is said when a framework is not what they expect. */
class PresetsTest {
  @TempDir Path temp;

  private static List<String> selected(String... words) {
    return Presets.select(List.of(words)).stream().map(Preset::name).toList();
  }

  @Test
  void allAreOnUnlessSwitchedOff() {
    assertThat(selected()).hasSize(Presets.ALL.size()).contains("langchain4j", "spring-ai");
    assertThat(selected("-spring-ai")).hasSize(Presets.ALL.size() - 1).doesNotContain("spring-ai");
    assertThat(selected("none", "langchain4j", "mcp-server"))
        .containsExactly("langchain4j", "mcp-server");
    assertThat(selected("none")).isEmpty();
    assertThat(selected("none", "all", "-koog")).hasSize(Presets.ALL.size() - 1);
  }

  @Test
  void aMistakeIsSaid() {
    assertThatThrownBy(() -> selected("-sprig-ai"))
        .hasMessageStartingWith("there is no preset sprig-ai; there are langchain4j, ");
    assertThatThrownBy(() -> selected("koog"))
        .hasMessage("all presets are on; for koog alone say none,koog");
  }

  @Test
  void eachSaysItsNameWhereverItIsSeen() {
    assertThat(Presets.ALL).extracting(Preset::name).doesNotHaveDuplicates();
    for (Preset preset : Presets.ALL) {
      assertThat(preset.methods()).extracting(MarkedMethod::preset).allMatch(preset.name()::equals);
      assertThat(preset.expected()).as(preset.name()).isNotEmpty();
    }
  }

  @Test
  void aFrameworkWithoutAnExpectedClassIsSaidOnceForEachLoader() throws IOException {
    List<Weaving> said = new ArrayList<>();
    PresetFit fit = new PresetFit(Presets.select(List.of("none", "langchain4j")), said::add);
    Files.createDirectories(temp.resolve("dev/langchain4j/service/tool"));
    Files.createFile(temp.resolve("dev/langchain4j/service/tool/ToolExecutor.class"));
    try (URLClassLoader host = new URLClassLoader(new URL[] {temp.toUri().toURL()}, null)) {
      fit.seen("com.acme.Tools", host);
      assertThat(said).isEmpty();
      fit.seen("dev.langchain4j.service.tool.ToolService", host);
      fit.seen("dev.langchain4j.service.tool.ToolExecutor", host);
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0).className()).isEqualTo("dev.langchain4j.agent.tool.Tool");
    assertThat(said.get(0).by()).isEqualTo("preset langchain4j");
    assertThat(said.get(0).error())
        .contains("although dev.langchain4j.service.tool.ToolService is");
  }
}
