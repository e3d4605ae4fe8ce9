package io.tachograph.store.legacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads and prints the JSON of documents. Pure functions.
 *
 * <p>Stricter than the store's columns, since what comes in here was written by anybody: a document
 * is one object, nested and long within bounds, no key twice, all text encodable. NaN and Infinity
 * are read, since Python writes them.
 */
final class DocumentText {
  /** Levels of objects and arrays inside of each other. The store's columns take 1,000. */
  static final int MAX_NESTING = 500;

  /** Characters of one number; the store's columns take as many. */
  static final int MAX_NUMBER_CHARS = 1_000;

  /** Characters of one text: all that a document can hold. */
  static final int MAX_STRING_CHARS = SourceDocument.MAX_BYTES;

  /** Characters of one key; the store's columns take as many. */
  static final int MAX_NAME_CHARS = 50_000;

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // Our own check comes first, and says where.
                  .maxNestingDepth(MAX_NESTING + 1)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .maxStringLength(MAX_STRING_CHARS)
                  .maxNameLength(MAX_NAME_CHARS)
                  .build())
          .build();

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build()
          .writer(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                          .withObjectEmptySeparator("")
                          .withArrayEmptySeparator(""))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private final JsonParser parser;
  private final boolean asWritten;

  private DocumentText(JsonParser parser, boolean asWritten) {
    this.parser = parser;
    this.asWritten = asWritten;
  }

  /**
   * The document that a text is, its values as the store's columns give them back.
   *
   * @throws DocumentException if it is not one
   */
  static ObjectNode values(String text) {
    return read(text, false);
  }

  /** As {@link #values}, with each number as it is written, for printing alone. */
  static ObjectNode asWritten(String text) {
    return read(text, true);
  }

  /** A whole number of a document that was read {@link #asWritten}. */
  static long wholeNumber(JsonNode number) {
    return number instanceof POJONode written && written.getPojo() instanceof RawValue raw
        ? Long.parseLong(String.valueOf(raw.rawValue()))
        : number.longValue();
  }

  /** The text of a document, in lines as Python's {@code indent=2} makes them. */
  static String print(JsonNode document) {
    try {
      return WRITER.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the document cannot be written", e);
    }
  }

  private static ObjectNode read(String text, boolean asWritten) {
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    try (JsonParser parser = FACTORY.createParser(marked ? text.substring(1) : text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw DocumentException.whole("The file is empty", "one JSON object");
      }
      if (first != JsonToken.START_OBJECT) {
        throw DocumentException.at("$", "The document is no object", "one JSON object");
      }
      ObjectNode document = new DocumentText(parser, asWritten).object("$", 1);
      if (parser.nextToken() != null) {
        throw DocumentException.whole("Something follows the document", "one JSON object");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new IllegalStateException("a text can always be read", e);
    }
  }

  private static DocumentException notJson(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : String.format(
                Locale.ROOT,
                " (line %d, column %d)",
                e.getLocation().getLineNr(),
                e.getLocation().getColumnNr());
    return DocumentException.whole(
        "The file is not JSON" + where + ": " + Field.cut(String.valueOf(e.getOriginalMessage())),
        "JSON within " + MAX_NUMBER_CHARS + " characters a number",
        e);
  }

  private ObjectNode object(String path, int depth) throws IOException {
    refuseDeeper(path, depth);
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = encodable(parser.currentName(), path);
      String at = path + Field.step(name);
      parser.nextToken();
      if (object.has(name)) {
        throw DocumentException.at(at, "A key stands twice in an object", "each key once");
      }
      object.set(name, value(at, depth));
    }
    return object;
  }

  private ArrayNode array(String path, int depth) throws IOException {
    refuseDeeper(path, depth);
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path + "[" + array.size() + "]", depth));
    }
    return array;
  }

  private JsonNode value(String path, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path, depth + 1);
      case START_ARRAY -> array(path, depth + 1);
      case VALUE_STRING -> NODES.textNode(encodable(parser.getText(), path));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private JsonNode number() throws IOException {
    if (asWritten) {
      return NODES.rawValueNode(new RawValue(parser.getText()));
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      return parser.isNaN()
          ? NODES.numberNode(parser.getDoubleValue())
          : DecimalNode.valueOf(parser.getDecimalValue());
    }
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private static void refuseDeeper(String path, int depth) {
    if (depth > MAX_NESTING) {
      throw DocumentException.at(
          Field.cut(path),
          "The document is nested too deep",
          MAX_NESTING + " levels of objects and arrays");
    }
  }

  /** SQLite keeps UTF-8, which has no halves of surrogate pairs. */
  private static String encodable(String text, String path) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw DocumentException.at(
              path, "A text holds half of a surrogate pair, which is no character", "Unicode text");
        }
        i++;
      }
    }
    return text;
  }
}
