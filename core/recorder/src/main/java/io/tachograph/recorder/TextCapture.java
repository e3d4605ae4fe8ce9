package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.format.Sha256;
import io.tachograph.recorder.redaction.PathNode;
import java.nio.charset.StandardCharsets;

/**
 * Writes texts and bytes within limits and without their secrets. What is cut short keeps a hash of
 * the whole <em>after</em> redaction, so that nobody can try guesses of a secret against it. Of
 * what is very long only the beginning is looked at, and copied: what a call costs is bounded,
 * whatever it is given.
 */
final class TextCapture {
  /** Beyond this the user's expressions, which are slow, do not look. */
  private static final int MAX_MATCHED = 64 * 1024;

  /** So much is looked at behind what is kept: a secret that is cut there is known as one. */
  private static final int LONGEST_SECRET_CHARS = 8 * 1024;

  private static final int TEXT_SAMPLE_BYTES = 64;

  private final CaptureLimits limits;
  private final Redaction redaction;

  /** Up to this a text is looked at as a whole; there is no hash beyond. */
  private final int maxWholeChars;

  private final int maxHashedBytes;

  TextCapture(CaptureLimits limits, Redaction redaction) {
    this.limits = limits;
    this.redaction = redaction;
    int matched = redaction.hasPatterns() ? MAX_MATCHED : Integer.MAX_VALUE;
    int least = limits.stringChars() + Math.max(LONGEST_SECRET_CHARS, limits.stringChars());
    this.maxWholeChars = Math.max(Math.min(limits.hashed(), matched), least);
    this.maxHashedBytes = limits.hashed();
  }

  /**
   * Writes a text.
   *
   * @param end where the event's values must end
   * @param at its place, from which paths may lead into it
   */
  void write(JsonWriter json, CharSequence text, int end, PathNode at) {
    int length = text.length();
    boolean isWhole = length <= maxWholeChars;
    String looked = (isWhole ? text : text.subSequence(0, maxWholeChars)).toString();
    String clean = redaction.text(looked, at);
    int kept = Math.min(limits.stringChars(), Math.max(0, end - json.length()));
    if (isWhole && clean.length() <= kept) {
      json.value(clean);
      return;
    }
    json.beginObject().name("$text").prefix(clean, Math.min(kept, clean.length()));
    json.name("length").value(isWhole ? clean.length() : length);
    if (isWhole) {
      json.name("sha256").value(Sha256.hex(clean.getBytes(StandardCharsets.UTF_8)));
    }
    redacted(json, looked, clean).endObject();
  }

  /** Writes how many bytes there are, and their hash if they are not too many. */
  void write(JsonWriter json, byte[] bytes) {
    json.beginObject().name("$bytes").value(bytes.length);
    boolean isText = looksLikeText(bytes);
    if (bytes.length > (isText ? maxWholeChars : maxHashedBytes)) {
      json.endObject();
      return;
    }
    if (!isText) {
      json.name("sha256").value(Sha256.hex(bytes)).endObject();
      return;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String clean = redaction.text(text);
    json.name("sha256").value(Sha256.hex(clean.getBytes(StandardCharsets.ISO_8859_1)));
    redacted(json, text, clean).endObject();
  }

  @SuppressWarnings("ReferenceEquality") // The same object means that nothing was found.
  private static JsonWriter redacted(JsonWriter json, String text, String clean) {
    return text == clean ? json : json.name("redacted").value(true);
  }

  private static boolean looksLikeText(byte[] bytes) {
    for (int i = 0; i < bytes.length && i < TEXT_SAMPLE_BYTES; i++) {
      byte b = bytes[i];
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
