package io.tachograph.ship;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shipper as a process of its own, to be killed. */
final class ShipperProcess implements AutoCloseable {
  private final Process process;

  private ShipperProcess(Process process) {
    this.process = process;
  }

  static ShipperProcess start(Path dir, String url, Path log, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of("run", "--dir", dir.toString(), "--to", url, "--pool-size", "2"));
    command.addAll(List.of(options));
    return new ShipperProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** Ends it at once, with whatever is under way. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
