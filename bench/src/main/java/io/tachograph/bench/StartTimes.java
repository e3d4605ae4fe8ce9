package io.tachograph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times whole JVMs, bare, with our agent and with OpenTelemetry's, turn by turn: one that prints a
 * line, one that prints it and stays for a second, so that what an agent does beside it is there to
 * be weighed, and a Spring Boot web application that starts, has one audited call done, and ends.
 */
final class StartTimes {
  private static final int RUNS = 20;
  private static final String HELLO =
      """
      import java.nio.file.*;
      class Hello {
        public static void main(String[] arguments) throws Exception {
          Thread.sleep(Long.parseLong(arguments[0]));
          StringBuilder line = new StringBuilder("ready");
          for (String status : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (status.startsWith("Vm")) {
              line.append(' ').append(status.replaceAll("\\\\s+", ""));
            }
          }
          System.out.println(line);
        }
      }
      """;

  private final Peers peers;
  private final Path folder;

  private StartTimes(Peers peers, Path folder) {
    this.peers = peers;
    this.folder = folder;
  }

  static void print(Peers peers) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("start");
    try {
      Path source = folder.resolve("Hello.java");
      Files.writeString(source, HELLO);
      javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
      StartTimes times = new StartTimes(peers, folder);
      times.compare("hello", List.of("-cp", folder.toString(), "Hello", "0"));
      times.compare("hello, a second later", List.of("-cp", folder.toString(), "Hello", "1000"));
      times.compare("spring boot", List.of("-jar", peers.webHost().toString()));
    } finally {
      Folders.delete(folder);
    }
  }

  private void compare(String what, List<String> host) throws IOException, InterruptedException {
    Map<String, List<String>> agents = new LinkedHashMap<>();
    agents.put("bare", List.of());
    agents.put("tachograph", peers.tachograph(folder.resolve("audit")));
    agents.put("opentelemetry", peers.openTelemetry());
    Map<String, List<ChildJvm.Run>> runs = new LinkedHashMap<>();
    // The first of each fills the caches of the disk, and is not counted.
    for (int i = -1; i < RUNS; i++) {
      for (Map.Entry<String, List<String>> agent : agents.entrySet()) {
        List<String> arguments = new ArrayList<>(agent.getValue());
        arguments.addAll(host);
        ChildJvm.Run run = ChildJvm.run(arguments);
        if (i >= 0) {
          runs.computeIfAbsent(agent.getKey(), key -> new ArrayList<>()).add(run);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%n%-38s %10s %10s %10s %10s%n",
        what + ", median of " + RUNS,
        "ready ms",
        "ended ms",
        "cpu ms",
        "peak MiB");
    ChildJvm.Run bare = median(runs.getOrDefault("bare", List.of()));
    runs.forEach((agent, of) -> line(agent, median(of)));
    ChildJvm.Run ours = median(runs.getOrDefault("tachograph", List.of())).beyond(bare);
    ChildJvm.Run peer = median(runs.getOrDefault("opentelemetry", List.of())).beyond(bare);
    line("added by tachograph", ours);
    line("added by opentelemetry", peer);
    System.out.printf(
        Locale.ROOT,
        "%-38s %10.3f %10.3f %10.3f %10.3f%n",
        "ours / theirs",
        ours.readyMs() / peer.readyMs(),
        ours.endedMs() / peer.endedMs(),
        ours.cpuMs() / peer.cpuMs(),
        ours.peakMib() / peer.peakMib());
  }

  private static void line(String name, ChildJvm.Run run) {
    System.out.printf(
        Locale.ROOT,
        "%-38s %10.0f %10.0f %10.0f %10.1f%n",
        name,
        run.readyMs(),
        run.endedMs(),
        run.cpuMs(),
        run.peakMib());
  }

  private static ChildJvm.Run median(List<ChildJvm.Run> runs) {
    return new ChildJvm.Run(
        Medians.of(runs, ChildJvm.Run::readyMs),
        Medians.of(runs, ChildJvm.Run::endedMs),
        Medians.of(runs, ChildJvm.Run::cpuMs),
        Medians.of(runs, ChildJvm.Run::peakMib));
  }
}
