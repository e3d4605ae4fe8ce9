package io.tachograph.agent;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Collects options from where they may be given: the agent's argument, then {@code -Dtachograph.*},
 * then {@code TACHOGRAPH_*}, then a properties file. What is found first counts.
 */
final class OptionSources {
  static final String PROPERTY_PREFIX = "tachograph.";
  static final String VARIABLE_PREFIX = "TACHOGRAPH_";

  private final Map<Option, String> values = new EnumMap<>(Option.class);
  private final Map<Option, String> origins = new EnumMap<>(Option.class);
  private @Nullable String mistake;

  private OptionSources() {}

  /**
   * Reads them all.
   *
   * @throws OptionsException at an unknown option or an unreadable file
   */
  static OptionSources read(
      @Nullable String argument, Map<String, String> properties, Map<String, String> environment)
      throws OptionsException {
    OptionSources sources = new OptionSources();
    pieces(argument == null ? "" : argument).forEach(sources::argument);
    properties.forEach(sources::property);
    environment.forEach(sources::variable);
    String config = sources.values.get(Option.CONFIG);
    if (config != null) {
      sources.file(config);
    }
    if (sources.mistake != null) {
      throw new OptionsException(
          sources.mistake, "closed".equals(sources.values.get(Option.ON_FAILURE)));
    }
    return sources;
  }

  /** The options that are given. */
  Map<Option, String> values() {
    return values;
  }

  /** Where an option is given, or null where it is not. */
  @Nullable String origin(Option option) {
    return origins.get(option);
  }

  /**
   * Splits the argument at its commas; a piece without {@code =} goes on with the value before it,
   * since values are lists with commas too.
   */
  private static Map<String, String> pieces(String argument) {
    Map<String, String> pieces = new LinkedHashMap<>();
    String last = "";
    for (String piece : argument.split(",", -1)) {
      int equals = piece.indexOf('=');
      if (equals >= 0) {
        last = piece.substring(0, equals).strip();
        pieces.put(last, piece.substring(equals + 1).strip());
      } else if (!piece.isBlank()) {
        pieces.merge(last.isEmpty() ? piece.strip() : last, piece.strip(), (a, b) -> a + "," + b);
      }
    }
    return pieces;
  }

  private void argument(String name, String value) {
    add(name, value, "the agent's argument", name);
  }

  private void property(String property, String value) {
    if (property.startsWith(PROPERTY_PREFIX)) {
      add(property.substring(PROPERTY_PREFIX.length()), value, "the system properties", property);
    }
  }

  private void variable(String variable, String value) {
    if (variable.startsWith(VARIABLE_PREFIX)) {
      String name = variable.substring(VARIABLE_PREFIX.length());
      String known = Option.ofVariable(name).map(Option::text).orElse(name);
      add(known, value, "the environment", variable);
    }
  }

  private void file(String config) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(config), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      mistaken("option config: the file cannot be read: config=" + config + " (" + e + ")");
      return;
    }
    for (String name : properties.stringPropertyNames()) {
      add(name, properties.getProperty(name), config, name);
    }
  }

  private void add(String name, String value, String where, String written) {
    Option option = Option.of(name).orElse(null);
    if (option == null) {
      mistaken(
          "unknown option "
              + written
              + " in "
              + where
              + "; did you mean "
              + Option.nearest(name.toLowerCase(Locale.ROOT))
              + "?");
    } else if (values.putIfAbsent(option, value) == null) {
      origins.put(option, written.equals(name) ? where : where + ": " + written);
    }
  }

  /** The first mistake is the one that is said. */
  private void mistaken(String message) {
    if (mistake == null) {
      mistake = message;
    }
  }
}
