package io.tachograph.agent.preset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The presets there are, and which of them are on. */
public final class Presets {
  /** All, on unless told otherwise. */
  public static final List<Preset> ALL =
      List.of(
          LangChain4j.preset(),
          LangChain4jAgents.preset(),
          SpringAi.preset(),
          McpServer.preset(),
          GoogleAdk.preset(),
          Koog.preset(),
          SemanticKernel.preset(),
          Embabel.preset());

  private static final String ALL_WORD = "all";
  private static final String NONE = "none";

  private Presets() {}

  /**
   * Those that are on: all, without those with a {@code -} in front; after {@code none} only those
   * that are named.
   *
   * @param words of the option, in order
   * @throws IllegalArgumentException if one is no preset, or is named for nothing
   */
  public static List<Preset> select(List<String> words) {
    // By name, not by what they are: a JVM's first hash of a record takes 40 ms.
    Map<String, Preset> on = all();
    boolean none = false;
    for (String word : words) {
      if (word.equals(NONE)) {
        none = true;
        on.clear();
      } else if (word.startsWith("-")) {
        on.remove(named(word.substring(1)).name());
      } else if (word.equals(ALL_WORD)) {
        on = all();
      } else if (none) {
        on.putIfAbsent(word, named(word));
      } else {
        throw new IllegalArgumentException(
            "all presets are on; for " + word + " alone say none," + word);
      }
    }
    return List.copyOf(on.values());
  }

  private static Map<String, Preset> all() {
    Map<String, Preset> all = new LinkedHashMap<>();
    ALL.forEach(preset -> all.put(preset.name(), preset));
    return all;
  }

  private static Preset named(String name) {
    return ALL.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no preset "
                        + name
                        + "; there are "
                        + ALL.stream().map(Preset::name).collect(Collectors.joining(", "))));
  }
}
