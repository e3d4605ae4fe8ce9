package io.tachograph.recorder;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts every error of ours that was kept from the host, and writes each distinct one once to a
 * file, {@code agent.log} in the ledger's folder. Thread-safe; never throws.
 */
public final class SwallowedErrors {
  /** Name of the file in the ledger's folder. */
  public static final String FILE_NAME = "agent.log";

  private static final int MAX_DISTINCT = 200;

  private final AtomicLong count = new AtomicLong();
  private final Set<String> seen = new HashSet<>();
  private final List<String> waiting = new ArrayList<>();
  private @Nullable Path file;

  /**
   * Counts an error and keeps it for the log.
   *
   * @param where what we were doing
   */
  public void swallowed(String where, Throwable error) {
    count.incrementAndGet();
    note(where, error);
  }

  /** Writes to the log without counting: something an operator should know, but no error. */
  public void note(String what, @Nullable Throwable error) {
    try {
      String key = what + "|" + (error == null ? "" : topOf(error));
      synchronized (this) {
        if (seen.size() < MAX_DISTINCT && seen.add(key)) {
          waiting.add(Instant.now() + " " + what + (error == null ? "" : "\n" + trace(error)));
          flush();
        }
      }
    } catch (RuntimeException | Error e) {
      // Saying what went wrong went wrong: the count is all that can be kept.
      count.incrementAndGet();
    }
  }

  /** How many errors were swallowed. */
  public long count() {
    return count.get();
  }

  /** Forgets all: another recording begins, with a log of its own. */
  public synchronized void startAnew() {
    count.set(0);
    seen.clear();
    waiting.clear();
    file = null;
  }

  /** From now on the log is this file; what came before is written to it. */
  public synchronized void logTo(Path log) {
    file = log;
    flush();
  }

  /** Writes what the disk did not take when it came. */
  public synchronized void flush() {
    Path target = file;
    if (target == null || waiting.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          target,
          String.join("\n", waiting) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      waiting.clear();
    } catch (IOException e) {
      // They wait for a disk that takes them; the list is bounded by MAX_DISTINCT.
      count.incrementAndGet();
    }
  }

  private static String topOf(Throwable error) {
    StackTraceElement[] stack = error.getStackTrace();
    return error.getClass().getName() + (stack.length == 0 ? "" : "@" + stack[0]);
  }

  private static String trace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text, true));
    return text.toString().stripTrailing();
  }
}
