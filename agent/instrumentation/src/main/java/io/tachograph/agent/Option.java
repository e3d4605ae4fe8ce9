package io.tachograph.agent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The options there are. */
enum Option {
  DIR("dir"),
  SERVICE("service"),
  ENABLED("enabled"),
  ON_FAILURE("on-failure"),
  DURABILITY("durability"),
  INCLUDE("include"),
  INCLUDE_TASKS("include.tasks"),
  ANNOTATIONS_TOOLS("annotations.tools"),
  ANNOTATIONS_TASKS("annotations.tasks"),
  PRESETS("presets"),
  REDACT("redact"),
  REDACT_PATHS("redact.paths"),
  REDACT_CLASSES("redact.classes"),
  REDACT_PATTERNS("redact.patterns"),
  REDACT_VALUES("redact.values"),
  REDACT_MODE("redact.mode"),
  REDACT_KEY_FILE("redact.key-file"),
  CAPTURE("capture"),
  CAPTURE_DEPTH("capture.depth"),
  CAPTURE_STRING("capture.string"),
  CAPTURE_ITEMS("capture.items"),
  CAPTURE_BYTES("capture.bytes"),
  CAPTURE_PROMPTS("capture.prompts"),
  SIGNING_KEY("signing-key"),
  CHECKPOINT_ENTRIES("checkpoint.entries"),
  CHECKPOINT_INTERVAL("checkpoint.interval"),
  KEY_LIFETIME("key.lifetime"),
  ROLL("roll"),
  BACKUP("backup"),
  LEGACY("legacy"),
  CONFIG("config");

  private final String text;

  Option(String text) {
    this.text = text;
  }

  /** The name as users write it. */
  String text() {
    return text;
  }

  /** The name as an environment variable writes it, without its prefix. */
  String variable() {
    return text.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  static Optional<Option> of(String text) {
    return Arrays.stream(values()).filter(option -> option.text.equals(text)).findFirst();
  }

  static Optional<Option> ofVariable(String variable) {
    return Arrays.stream(values()).filter(option -> option.variable().equals(variable)).findFirst();
  }

  /** The name that is nearest to a mistaken one. */
  static String nearest(String mistaken) {
    return Arrays.stream(values())
        .map(Option::text)
        .min(Comparator.comparingInt(known -> distance(known, mistaken)))
        .orElseThrow();
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
