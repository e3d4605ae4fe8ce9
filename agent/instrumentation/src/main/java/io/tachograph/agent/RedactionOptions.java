package io.tachograph.agent;

import io.tachograph.recorder.Redaction;
import io.tachograph.recorder.redaction.PathNode;
import io.tachograph.recorder.redaction.RedactionKey;
import io.tachograph.recorder.redaction.RedactionRules;
import io.tachograph.recorder.redaction.SecretClasses;
import io.tachograph.recorder.redaction.UserPatterns;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options that say what is redacted and how. */
final class RedactionOptions {
  private final Map<Option, String> values;

  private RedactionOptions(Map<Option, String> values) {
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @throws Mistake at the first one that is wrong
   */
  static Redaction read(Map<Option, String> values) throws Mistake {
    RedactionOptions options = new RedactionOptions(values);
    List<String> paths = options.list(Option.REDACT_PATHS);
    List<String> classes = options.list(Option.REDACT_CLASSES);
    List<String> patterns = options.list(Option.REDACT_PATTERNS);
    checked(Option.REDACT_PATHS, () -> PathNode.of(paths));
    checked(Option.REDACT_CLASSES, () -> new SecretClasses(classes));
    checked(Option.REDACT_PATTERNS, () -> UserPatterns.of(patterns));
    return new Redaction(
        new RedactionRules(
            options.list(Option.REDACT), paths, classes, patterns, options.forms(), options.key()));
  }

  private static void checked(Option option, Runnable reading) throws Mistake {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      throw new Mistake(option, String.valueOf(e.getMessage()));
    }
  }

  private boolean forms() throws Mistake {
    String value = values.getOrDefault(Option.REDACT_VALUES, Option.REDACT_VALUES.otherwise());
    if (!value.equals("true") && !value.equals("false")) {
      throw new Mistake(Option.REDACT_VALUES, "it is true or false: " + value);
    }
    return value.equals("true");
  }

  private @Nullable RedactionKey key() throws Mistake {
    String mode = values.getOrDefault(Option.REDACT_MODE, Option.REDACT_MODE.otherwise());
    String file = values.get(Option.REDACT_KEY_FILE);
    if (!mode.equals("plain") && !mode.equals("hmac")) {
      throw new Mistake(Option.REDACT_MODE, "it is plain or hmac: " + mode);
    }
    if (mode.equals("plain")) {
      if (file != null) {
        throw new Mistake(Option.REDACT_KEY_FILE, "it is for redact.mode=hmac alone");
      }
      return null;
    }
    if (file == null) {
      throw new Mistake(Option.REDACT_MODE, "hmac needs a key: give redact.key-file too");
    }
    try {
      return RedactionKey.read(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new Mistake(
          Option.REDACT_KEY_FILE, "the file cannot be read: " + file + " (" + e + ")");
    } catch (IllegalArgumentException e) {
      throw new Mistake(Option.REDACT_KEY_FILE, e.getMessage() + " file=" + file);
    }
  }

  /** At commas, but not at those in brackets, in quotes or behind a backslash. */
  private List<String> list(Option option) {
    String text = values.getOrDefault(option, "");
    List<String> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if ("[{(".indexOf(c) >= 0) {
        depth++;
      } else if ("]})".indexOf(c) >= 0) {
        depth = Math.max(0, depth - 1);
      } else if (c == ',' && depth == 0) {
        items.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    items.add(text.substring(start).strip());
    items.removeIf(String::isEmpty);
    return items;
  }

  /** What is wrong with which option. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;
    private final Option option;

    Mistake(Option option, String message) {
      super(message);
      this.option = option;
    }

    Option option() {
      return option;
    }
  }
}
