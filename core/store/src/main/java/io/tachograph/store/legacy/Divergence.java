package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something in which a document's file and the store do not agree.
 *
 * @param time when it was seen
 * @param file the document's file
 * @param jsonPath where in the document; {@code $} for all of it
 * @param inFile what the file says there, or null
 * @param inStore what the store says there, or null
 * @param detail what was wrong, in words
 */
public record Divergence(
    Instant time,
    Path file,
    Kind kind,
    String jsonPath,
    @Nullable JsonNode inFile,
    @Nullable JsonNode inStore,
    String detail) {

  /** What it is. */
  public enum Kind {
    /** They say different things. */
    VALUE,
    /** The file is absent or cannot be read; the store has the document. */
    FILE_LACKS,
    /** The store does not have the document, or cannot be read. */
    STORE_LACKS,
    /** A document was saved to the file, and could not be written to the store. */
    SHADOW_FAILED
  }
}
