package io.tachograph.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The golden vectors, read without a JSON library: this module has none, and their shape is fixed.
 */
final class Vectors {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"seq\": (\\d+),\\s*\"time\": \"(\\d+)\",\\s*\"prev\": \"(\\w+)\",\\s*\"id\": \"([-\\w]+)\","
              + "\\s*\"type\": \"([^\"]+)\",\\s*\"body\": \"((?:[^\"\\\\]++|\\\\.)*+)\","
              + "\\s*\"entry\": \"(\\w+)\",\\s*\"hash\": \"(\\w+)\"");
  private static final Pattern HEX = Pattern.compile("\"([0-9a-f]{64})\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

  record EntryVector(
      long seq,
      long timeNanos,
      String prev,
      String id,
      String type,
      String body,
      String entry,
      String hash) {}

  private Vectors() {}

  static List<EntryVector> entries() {
    return ENTRY
        .matcher(text("entries.json"))
        .results()
        .map(
            m ->
                new EntryVector(
                    Long.parseLong(m.group(1)),
                    Long.parseLong(m.group(2)),
                    m.group(3),
                    m.group(4),
                    m.group(5),
                    unescape(m.group(6)),
                    m.group(7),
                    m.group(8)))
        .toList();
  }

  static List<Hash> roots() {
    return HEX.matcher(text("roots.json")).results().map(m -> Hash.ofHex(m.group(1))).toList();
  }

  private static String unescape(String json) {
    return ESCAPE
        .matcher(json)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group(2) != null
                        ? String.valueOf((char) Integer.parseInt(m.group(2), 16))
                        : switch (m.group(1)) {
                          case "n" -> "\n";
                          case "t" -> "\t";
                          case "r" -> "\r";
                          case "b" -> "\b";
                          case "f" -> "\f";
                          default -> m.group(1);
                        }));
  }

  private static String text(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
