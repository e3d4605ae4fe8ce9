package io.tachograph.agent.preset;

import java.util.ArrayList;
import java.util.List;
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
    List<Preset> on = new ArrayList<>(ALL);
    boolean none = false;
    for (String word : words) {
      if (word.equals(NONE)) {
        none = true;
        on.clear();
      } else if (word.startsWith("-")) {
        on.remove(named(word.substring(1)));
      } else if (word.equals(ALL_WORD)) {
        on = new ArrayList<>(ALL);
      } else if (none) {
        on.add(named(word));
      } else {
        throw new IllegalArgumentException(
            "all presets are on; for " + word + " alone say none," + word);
      }
    }
    return on.stream().distinct().toList();
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
