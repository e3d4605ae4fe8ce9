package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document and what stands there, read as what it must be. What is another thing is
 * refused with its place and what is allowed. A JSON null counts as nothing.
 *
 * @param value what stands there, or null
 * @param path where, as a JSON path
 */
record Field(@Nullable JsonNode value, String path) {
  private static final int MAX_SHOWN_CHARS = 80;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String TIME =
      "an ISO 8601 time such as 2025-11-20T10:00:00Z (UTC where it has no zone)";

  /** The whole document. */
  static Field root(JsonNode document) {
    return new Field(document, "$");
  }

  /** How a JSON path goes on to a key. */
  static String step(String name) {
    return PLAIN.matcher(name).matches() ? "." + name : "['" + cut(name) + "']";
  }

  /** A text, cut for a message. */
  static String cut(String text) {
    return text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "…";
  }

  /** What stands under a key. */
  Field at(String name) {
    return new Field(value == null ? null : value.get(name), path + step(name));
  }

  /** What stands under a key, which is an object or nothing. */
  Field object(String name) {
    Field field = at(name);
    if (field.isPresent() && !field.present().isObject()) {
      throw field.refused("an object");
    }
    return field;
  }

  boolean isPresent() {
    return value != null && !value.isNull();
  }

  /** What stands there. */
  JsonNode present() {
    JsonNode there = value;
    if (there == null || there.isNull()) {
      throw DocumentException.at(path, "A value is missing", "a value");
    }
    return there;
  }

  /** A text that is not empty, for what must be there. */
  String text() {
    String allowed = "a text that is not empty";
    if (!isPresent()) {
      throw DocumentException.at(path, "A value is missing", allowed);
    }
    String text = present().textValue();
    if (text == null || text.isBlank()) {
      throw refused(allowed);
    }
    return text;
  }

  /** A text, also an empty one, for what must be there. */
  String anyText() {
    if (!isPresent()) {
      throw DocumentException.at(path, "A value is missing", "a text");
    }
    String text = present().textValue();
    if (text == null) {
      throw refused("a text");
    }
    return text;
  }

  /** The list that stands there, or null. */
  @Nullable JsonNode listOrNull() {
    if (!isPresent()) {
      return null;
    }
    if (!present().isArray()) {
      throw refused("a list or null");
    }
    return present();
  }

  /** The items of the list that stands there, none where there is no list. */
  List<Field> items() {
    JsonNode list = listOrNull();
    List<Field> items = new ArrayList<>();
    if (list != null) {
      for (JsonNode item : list) {
        items.add(new Field(item, path + "[" + items.size() + "]"));
      }
    }
    return items;
  }

  @Nullable String textOrNull() {
    if (!isPresent()) {
      return null;
    }
    String text = present().textValue();
    if (text == null) {
      throw refused("a text or null");
    }
    return text;
  }

  Instant time() {
    Instant time = timeOrNull();
    if (time == null) {
      throw DocumentException.at(path, "A value is missing", TIME);
    }
    return time;
  }

  @Nullable Instant timeOrNull() {
    if (!isPresent()) {
      return null;
    }
    return parsedTime().orElseThrow(() -> refused(TIME));
  }

  /** A number from 0 on. */
  @Nullable Double amountOrNull(double max, String allowed) {
    if (!isPresent()) {
      return null;
    }
    double number = present().isNumber() ? present().doubleValue() : Double.NaN;
    if (!(number >= 0 && number <= max)) {
      throw refused(allowed);
    }
    // Minus zero, which SQLite does not keep.
    return number + 0.0;
  }

  /** One of the words that {@code of} knows. */
  <E extends Enum<E>> E word(Function<String, Optional<E>> of, String allowed) {
    return Optional.ofNullable(present().textValue())
        .flatMap(of)
        .orElseThrow(() -> refused(allowed));
  }

  /** The text, or nothing where it is something else. */
  @Nullable String textIfText() {
    return value == null ? null : value.textValue();
  }

  /** The time, or nothing where it is something else. */
  @Nullable Instant timeIfTime() {
    return parsedTime().orElse(null);
  }

  /** The word, or nothing where it is something else. */
  <E> @Nullable E wordIfWord(Function<String, Optional<E>> of) {
    return Optional.ofNullable(textIfText()).flatMap(of).orElse(null);
  }

  DocumentException refused(String allowed) {
    return DocumentException.at(
        path, "A value is not allowed, value=" + cut(String.valueOf(value)), allowed);
  }

  /** The words of an enum, for a message. */
  static <E> String words(Stream<E> values, Function<E, String> text) {
    return values.map(text).collect(Collectors.joining(", "));
  }

  private Optional<Instant> parsedTime() {
    String text = textIfText();
    if (text == null) {
      return Optional.empty();
    }
    try {
      // The store keeps microseconds.
      return Optional.of(Timestamps.parse(text.strip()).truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
