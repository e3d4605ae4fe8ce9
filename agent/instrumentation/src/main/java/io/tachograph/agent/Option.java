package io.tachograph.agent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The options there are. */
enum Option {
  DIR("dir", "tachograph"),
  SERVICE("service"),
  ENABLED("enabled", "true"),
  ON_FAILURE("on-failure", "open"),
  DURABILITY("durability", "process"),
  INCLUDE("include"),
  INCLUDE_TASKS("include.tasks"),
  ANNOTATIONS_TOOLS("annotations.tools"),
  ANNOTATIONS_TASKS("annotations.tasks"),
  PRESETS("presets", "all"),
  REDACT("redact"),
  REDACT_PATHS("redact.paths"),
  REDACT_CLASSES("redact.classes"),
  REDACT_PATTERNS("redact.patterns"),
  REDACT_VALUES("redact.values", "true"),
  REDACT_MODE("redact.mode", "plain"),
  REDACT_KEY_FILE("redact.key-file"),
  CAPTURE("capture", "full"),
  CAPTURE_DEPTH("capture.depth", "6"),
  CAPTURE_STRING("capture.string", "4096"),
  CAPTURE_ITEMS("capture.items", "100"),
  CAPTURE_BYTES("capture.bytes", "65536"),
  CAPTURE_HASH("capture.hash", "1048576"),
  CAPTURE_PROMPTS("capture.prompts", "false"),
  SIGNING_KEY("signing-key"),
  CHECKPOINT_ENTRIES("checkpoint.entries", "1000"),
  CHECKPOINT_INTERVAL("checkpoint.interval", "1s"),
  KEY_LIFETIME("key.lifetime", "24h"),
  ROLL("roll", "daily"),
  BACKUP("backup", "off"),
  LEGACY("legacy"),
  METRICS_PORT("metrics.port"),
  METRICS_ADDRESS("metrics.address", "127.0.0.1"),
  CONFIG("config");

  private final String text;
  private final String otherwise;

  Option(String text) {
    this(text, "");
  }

  Option(String text, String otherwise) {
    this.text = text;
    this.otherwise = otherwise;
  }

  /** The name as users write it. */
  String text() {
    return text;
  }

  /** What counts where it is not given; empty for nothing, or for what only the host tells. */
  String otherwise() {
    return otherwise;
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
