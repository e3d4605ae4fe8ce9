package io.tachograph.cli;

import io.tachograph.verifier.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Draws on a terminal how far a long verification came; a short one never shows it. */
final class ProgressBar implements Progress, AutoCloseable {
  private static final int WIDTH = 40;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintStream terminal;
  private final long start = System.nanoTime();
  private long lastDrawn = start;
  private boolean drawn;

  ProgressBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** One for this terminal, or null where there is none. */
  static @Nullable ProgressBar on(@Nullable Console console) {
    return Screen.isTerminal(console) ? new ProgressBar(System.err) : null;
  }

  @Override
  public void at(long doneBytes, long totalBytes) {
    long now = System.nanoTime();
    if (now - start < QUIET_NANOS || now - lastDrawn < REDRAW_NANOS || totalBytes <= 0) {
      return;
    }
    lastDrawn = now;
    drawn = true;
    int filled = (int) Math.min(WIDTH, doneBytes * WIDTH / totalBytes);
    terminal.print(
        "\r  ["
            + "=".repeat(filled)
            + " ".repeat(WIDTH - filled)
            + "] "
            + doneBytes * 100 / totalBytes
            + " %");
    terminal.flush();
  }

  @Override
  public void close() {
    if (drawn) {
      terminal.print("\r" + " ".repeat(WIDTH + 12) + "\r");
      terminal.flush();
    }
  }
}
