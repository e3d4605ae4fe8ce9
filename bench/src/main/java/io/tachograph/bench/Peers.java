package io.tachograph.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this build put beside the benchmarks' jar to measure with.
 *
 * @param ours our agent
 * @param target the folder of the benchmarks' jar
 */
record Peers(Path ours, Path target) {
  static Peers of(Path ours) throws IOException {
    try {
      Path jar = Path.of(Peers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Peers(there(ours), there(jar).getParent());
    } catch (URISyntaxException e) {
      throw new IOException("the benchmarks are in no file", e);
    }
  }

  private static Path there(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("not built yet, run mvn -DskipTests package: path=" + file);
    }
    return file;
  }

  /** Flags that attach our agent. */
  List<String> tachograph(Path dir) {
    return List.of("-javaagent:" + ours + "=dir=" + dir + ",service=bench");
  }

  /**
   * Flags that attach the OpenTelemetry agent: every span is sampled, goes through its batch
   * processor as it is by default, and is dropped by the exporter.
   */
  List<String> openTelemetry() throws IOException {
    return List.of(
        "-javaagent:" + there(target.resolve("peers/opentelemetry-javaagent.jar")),
        "-Dotel.javaagent.extensions=" + there(target.resolve("tachograph-bench-otel.jar")),
        "-Dotel.service.name=bench",
        "-Dotel.traces.sampler=always_on",
        "-Dotel.traces.exporter=discard",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none");
  }

  /** The web application's jar. */
  Path webHost() throws IOException {
    return there(target.resolveSibling("web-host/target/tachograph-web-host.jar"));
  }
}
