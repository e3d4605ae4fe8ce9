package io.tachograph.cli.health;

import io.tachograph.recorder.SwallowedErrors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the log in a ledger's folder says of the last run.
 *
 * @param errors how many different errors: those that have a stack
 * @param last the first line of the last of them, or null for none
 */
public record AgentLogRun(long errors, @Nullable String last) {
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern HEAD = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z .*");
  private static final String BEGIN = " a run begins: ";

  /** Reads it; nothing where there is no log. */
  static AgentLogRun read(Path folder) throws IOException {
    Path file = folder.resolve(SwallowedErrors.FILE_NAME);
    return Files.exists(file) ? of(lines(file)) : new AgentLogRun(0, null);
  }

  private static List<String> lines(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(open.length(), MAX_BYTES)];
      open.seek(open.length() - bytes.length);
      open.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static AgentLogRun of(List<String> lines) {
    long errors = 0;
    String last = null;
    String head = null;
    for (String line : lines) {
      if (HEAD.matcher(line).matches()) {
        head = line;
        if (line.contains(BEGIN)) {
          errors = 0;
          last = null;
        }
      } else if (head != null) {
        // The first line of what was thrown; those behind it belong to the same error.
        errors++;
        last = head;
        head = null;
      }
    }
    return new AgentLogRun(errors, last);
  }
}
