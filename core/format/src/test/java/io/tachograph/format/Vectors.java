package io.tachograph.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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

  record InclusionVector(long index, long size, List<Hash> path) {}

  record ConsistencyVector(long from, long to, List<Hash> path) {}

  private static final Pattern INCLUSION =
      Pattern.compile("\"index\": (\\d+),\\s*\"size\": (\\d+),\\s*\"path\": \\[([^\\]]*)]");
  private static final Pattern CONSISTENCY =
      Pattern.compile("\"from\": (\\d+),\\s*\"to\": (\\d+),\\s*\"path\": \\[([^\\]]*)]");

  static List<InclusionVector> inclusions() {
    return INCLUSION
        .matcher(text("inclusion.json"))
        .results()
        .map(
            m ->
                new InclusionVector(
                    Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), hashes(m.group(3))))
        .toList();
  }

  static List<ConsistencyVector> consistencies() {
    return CONSISTENCY
        .matcher(text("consistency.json"))
        .results()
        .map(
            m ->
                new ConsistencyVector(
                    Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), hashes(m.group(3))))
        .toList();
  }

  private static List<Hash> hashes(String json) {
    return HEX.matcher(json).results().map(m -> Hash.ofHex(m.group(1))).toList();
  }

  /** A text of keys.json: {@code seed} or {@code vkey} of {@code genesis} or {@code next}. */
  static String key(String which, String field) {
    Matcher matcher =
        Pattern.compile("\"" + which + "\": \\{[^}]*\"" + field + "\": \"([^\"]+)\"")
            .matcher(text("keys.json"));
    if (!matcher.find()) {
      throw new AssertionError("no such key: " + which + " " + field);
    }
    return matcher.group(1);
  }

  /** The notes of the file of checkpoints. */
  static List<String> checkpoints() {
    List<String> notes = new ArrayList<>();
    StringBuilder note = new StringBuilder();
    for (String line : text("checkpoints").split("\n", -1)) {
      if (line.isEmpty() && note.indexOf("\n\n") > 0) {
        notes.add(note.toString());
        note.setLength(0);
      } else {
        note.append(line).append('\n');
      }
    }
    return notes;
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

  static String text(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
