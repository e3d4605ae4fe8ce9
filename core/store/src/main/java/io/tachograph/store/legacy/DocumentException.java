package io.tachograph.store.legacy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A document that is not taken. The message says what is wrong with it, where, and what is allowed;
 * nothing was changed for it.
 */
public final class DocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final String where;
  private final String jsonPath;

  private DocumentException(
      String sentence, String where, String jsonPath, @Nullable Throwable cause) {
    super(sentence + (where.isEmpty() ? "" : ": " + where) + ".", cause);
    this.sentence = sentence;
    this.where = where;
    this.jsonPath = jsonPath;
  }

  /** Something in the document. */
  static DocumentException at(String jsonPath, String sentence, String allowed) {
    return new DocumentException(
        sentence, "json_path=" + jsonPath + " allowed=" + allowed, jsonPath, null);
  }

  /** The file, or the document as a whole. */
  static DocumentException whole(String sentence, String allowed) {
    return new DocumentException(sentence, "allowed=" + allowed, "$", null);
  }

  /** As {@link #whole}, because of an error. */
  static DocumentException whole(String sentence, String allowed, Throwable cause) {
    return new DocumentException(sentence, "allowed=" + allowed, "$", cause);
  }

  /** The same, naming the file. */
  DocumentException in(Path file) {
    return new DocumentException(sentence, "file=" + file + " " + where, jsonPath, this);
  }

  /** Where in the document, as a JSON path; {@code $} for all of it. */
  public String jsonPath() {
    return jsonPath;
  }
}
