package io.tachograph.recorder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The log file in a ledger's folder, appended to by one run after the other. When it is long it is
 * put aside as {@code agent.log.1}, in place of the one before: two files at most. Not thread-safe.
 */
final class AgentLog {
  private static final String OLDER = ".1";

  private final Path file;
  private final long maxBytes;

  /**
   * Of that file, which need not be there.
   *
   * @param maxBytes it is put aside before it gets longer
   */
  AgentLog(Path file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /** Appends a text. */
  void append(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (Files.exists(file) && Files.size(file) + bytes.length > maxBytes) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + OLDER),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
