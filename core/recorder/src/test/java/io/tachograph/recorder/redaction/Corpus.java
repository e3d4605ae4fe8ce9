package io.tachograph.recorder.redaction;

import io.tachograph.recorder.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets and look-alikes of {@code corpus.txt}, and what a redaction does with them. */
final class Corpus {
  private static final Pattern SECRET = Pattern.compile("⟦(.*?)⟧", Pattern.DOTALL);

  /** What became of a line. */
  enum Outcome {
    RIGHT,
    /** A secret is still there. */
    MISSED,
    /** The secrets are gone, and something beside them. */
    WIDE,
    /** It is a look-alike, and was redacted. */
    OVER
  }

  /**
   * A line.
   *
   * @param kind what kind of secret it is, or looks like
   * @param secret whether there is one
   * @param text with its secrets marked
   */
  record Line(String kind, boolean secret, String text) {
    String plain() {
      return text.replace("⟦", "").replace("⟧", "");
    }

    Outcome outcome(Redaction redaction) {
      if (kind.equals("name")) {
        boolean redacted = redaction.redacts(text);
        return redacted == secret ? Outcome.RIGHT : secret ? Outcome.MISSED : Outcome.OVER;
      }
      String clean = redaction.text(plain());
      if (!secret) {
        return clean.equals(text) ? Outcome.RIGHT : Outcome.OVER;
      }
      Matcher secrets = SECRET.matcher(text);
      while (secrets.find()) {
        if (clean.contains(secrets.group(1))) {
          return Outcome.MISSED;
        }
      }
      String expected = secrets.replaceAll(Matcher.quoteReplacement(Redaction.PLACEHOLDER));
      boolean exact =
          clean
              .replace("\"[redacted]\"", "[redacted]")
              .equals(expected.replace("\"[redacted]\"", "[redacted]"));
      return exact ? Outcome.RIGHT : Outcome.WIDE;
    }
  }

  /** What became of the lines of one kind. */
  static final class Tally {
    int secrets;
    int missed;
    int wide;
    int lookAlikes;
    int over;

    void count(Line line, Outcome outcome) {
      secrets += line.secret() ? 1 : 0;
      lookAlikes += line.secret() ? 0 : 1;
      missed += outcome == Outcome.MISSED ? 1 : 0;
      wide += outcome == Outcome.WIDE ? 1 : 0;
      over += outcome == Outcome.OVER ? 1 : 0;
    }

    /** As a row of the table in the manual. */
    String row(String kind) {
      return "| %s | %d | %d | %d | %d | %d |"
          .formatted(kind, secrets, missed, wide, lookAlikes, over);
    }
  }

  private Corpus() {}

  static List<Line> read() {
    try (InputStream in = Corpus.class.getResourceAsStream("/redaction/corpus.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Line> lines = new ArrayList<>();
      for (String line : all.split("\n", -1)) {
        if (!line.startsWith("#") && !line.isEmpty()) {
          String[] parts = line.split("\t", 3);
          String text = parts[2].replace("·", "").replace("⏎", "\n");
          lines.add(new Line(parts[0], parts[1].equals("redact"), text));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tallies by kind, in the order of the lines, and {@code all} last. */
  static Map<String, Tally> tallies(Redaction redaction) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    Tally all = new Tally();
    for (Line line : read()) {
      Outcome outcome = line.outcome(redaction);
      tallies.computeIfAbsent(line.kind(), kind -> new Tally()).count(line, outcome);
      all.count(line, outcome);
    }
    tallies.put("**all**", all);
    return tallies;
  }
}
