package io.tachograph.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that says {@code ready} and what it has used, and ends. Linux only. */
final class ChildJvm {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double KIB_PER_MIB = 1024;

  /** What the kernel counts processor time in, on every machine that we know of. */
  private static final double MILLIS_PER_TICK = 10;

  /** Behind the command's closing bracket, see proc_pid_stat(5). */
  private static final int CHILDREN_USER_TICKS = 13;

  private static final Path OWN_TIMES = Path.of("/proc/self/stat");
  private static final Pattern PEAK = Pattern.compile("^ready .*VmHWM:(\\d+)kB.*");

  private ChildJvm() {}

  /**
   * What one run took.
   *
   * @param readyMs wall time until it said that it is ready
   * @param endedMs wall time until it had ended
   * @param cpuMs processor time in all
   * @param peakMib the most memory that was resident until it was ready
   */
  record Run(double readyMs, double endedMs, double cpuMs, double peakMib) {
    /** How much more this took. */
    Run beyond(Run other) {
      return new Run(
          readyMs - other.readyMs,
          endedMs - other.endedMs,
          cpuMs - other.cpuMs,
          peakMib - other.peakMib);
    }
  }

  /** Runs one to its end. */
  static Run run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    double cpuBefore = cpuOfChildren();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    double ready = Double.NaN;
    double peak = Double.NaN;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher matcher = PEAK.matcher(line);
        if (matcher.matches()) {
          ready = (System.nanoTime() - start) / NANOS_PER_MILLI;
          peak = Long.parseLong(matcher.group(1)) / KIB_PER_MIB;
        }
      }
    }
    if (process.waitFor() != 0 || Double.isNaN(ready)) {
      throw new IOException("the JVM failed: " + command);
    }
    double ended = (System.nanoTime() - start) / NANOS_PER_MILLI;
    return new Run(ready, ended, cpuOfChildren() - cpuBefore, peak);
  }

  private static double cpuOfChildren() throws IOException {
    String stat = Files.readString(OWN_TIMES);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[CHILDREN_USER_TICKS])
            + Long.parseLong(fields[CHILDREN_USER_TICKS + 1]))
        * MILLIS_PER_TICK;
  }
}
