package io.tachograph.recorder;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts every error of ours that was kept from the host, and writes each distinct one once to a
 * file, {@code agent.log} in the ledger's folder. Thread-safe; never throws. The file is bounded:
 * of one run so many errors are written, and over all runs so many bytes are kept.
 */
public final class SwallowedErrors {
  /** Name of the file in the ledger's folder. */
  public static final String FILE_NAME = "agent.log";

  private static final int MAX_DISTINCT = 200;
  private static final int MAX_TRACE_CHARS = 8_000;
  private static final long MAX_LOG_BYTES = 1 << 20;

  private final AtomicLong count = new AtomicLong();
  private final Set<String> seen = new HashSet<>();
  private final List<String> waiting = new ArrayList<>();
  private @Nullable AgentLog log;

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
          tell(what + (error == null ? "" : "\n" + trace(error)));
          if (seen.size() == MAX_DISTINCT) {
            tell("no more of this run is written; ledger_closed will have the count of errors");
          }
        }
      }
    } catch (RuntimeException | Error e) {
      // Saying what went wrong went wrong: the count is all that can be kept.
      count.incrementAndGet();
    }
  }

  /** Writes what an operator looks for, such as that a run begins. For few lines in a run. */
  synchronized void tell(String line) {
    waiting.add(Instant.now() + " " + line);
    flush();
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
    log = null;
  }

  /** From now on the log is this file; what came before is written to it. */
  public synchronized void logTo(Path file) {
    log = new AgentLog(file, MAX_LOG_BYTES);
    flush();
  }

  /** Writes what the disk did not take when it came. */
  public synchronized void flush() {
    AgentLog target = log;
    if (target == null || waiting.isEmpty()) {
      return;
    }
    try {
      target.append(String.join("\n", waiting) + "\n");
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
    String trace = text.toString().stripTrailing();
    return trace.length() <= MAX_TRACE_CHARS ? trace : trace.substring(0, MAX_TRACE_CHARS) + "…";
  }
}
