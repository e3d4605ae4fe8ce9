package io.tachograph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times whole JVMs that print one line, with the agent and without, turn by turn. */
final class AttachTimes {
  private static final int RUNS = 21;
  private static final double NANOS_PER_MILLI = 1e6;

  private AttachTimes() {}

  static void print(Path agent) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("attach");
    try {
      Path source = folder.resolve("Hello.java");
      Files.writeString(
          source, "class Hello { public static void main(String[] a) { System.out.println(1); } }");
      javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
      double[] bare = new double[RUNS];
      double[] attached = new double[RUNS];
      for (int i = 0; i < RUNS; i++) {
        bare[i] = millis(folder, List.of());
        attached[i] = millis(folder, List.of("-javaagent:" + agent + "=dir=" + folder));
      }
      System.out.printf(
          "AttachTimes: median of %d: bare %.0f ms, attached %.0f ms, added %.0f ms%n",
          RUNS, median(bare), median(attached), median(attached) - median(bare));
    } finally {
      Folders.delete(folder);
    }
  }

  private static double millis(Path folder, List<String> flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", folder.toString(), "Hello"));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the JVM failed: " + command);
    }
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
