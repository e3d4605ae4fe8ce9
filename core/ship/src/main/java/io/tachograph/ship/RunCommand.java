package io.tachograph.ship;

import io.tachograph.ship.metrics.MetricsServer;
import io.tachograph.ship.metrics.ShipMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: ships until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Ships every ledger under a folder, and goes on as they grow.",
      "",
      "Where the far side is, is asked there; nothing is noted here. It reads the ledgers and",
      "writes to none of their files."
    })
final class RunCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 50;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "A folder of ledgers, or a ledger's.")
  private Path dir;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "Where to: jdbc:postgresql://HOST/DB or kafka://HOST:PORT. LEDGER_DSN, where it is not"
              + " given.")
  private @Nullable String to;

  @Option(
      names = "--once",
      description = "End as soon as the far side has all that there is; for a job, not a sidecar.")
  private boolean once;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve metrics for Prometheus at this port; 0 takes any that is free.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to serve metrics at (default: ${DEFAULT-VALUE}).")
  private String metricsAddress;

  @Option(
      names = "--verify-every",
      paramLabel = "DURATION",
      description = "Verify all ledgers at the far side so often, such as PT1H, and count it.")
  private @Nullable Duration verifyEvery;

  @Mixin private SinkOptions options;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(dir)) {
      throw new ParameterException(spec.commandLine(), "--dir: no such folder: path=" + dir);
    }
    if (verifyEvery != null && (verifyEvery.isNegative() || verifyEvery.isZero())) {
      throw new ParameterException(
          spec.commandLine(), "--verify-every is longer than nothing: " + verifyEvery);
    }
    Target target = options.target(to);
    Notice notice = new Notice(spec.commandLine().getErr());
    if (metricsPort == null) {
      ship(target, ShipListener.NONE, notice);
    } else {
      ShipMetrics metrics = new ShipMetrics();
      try (MetricsServer server = MetricsServer.open(metricsAddress, metricsPort, metrics)) {
        notice.of("metrics are served: address=" + metricsAddress + " port=" + server.port());
        ship(target, metrics, notice);
      }
    }
    return Main.EXIT_OK;
  }

  private void ship(Target target, ShipListener listener, Notice notice)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Shipper shipper = new Shipper(dir, Sinks.open(target), target.poolSize(), listener, notice);
    PeriodicVerification verification =
        verifyEvery == null
            ? null
            : PeriodicVerification.start(target, verifyEvery, listener, notice);
    Thread end = new Thread(() -> end(shipper, verification, ended), "tachograph-ship-end");
    Runtime.getRuntime().addShutdownHook(end);
    shipper.start();
    while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (once && shipper.isCaughtUp()) {
        Runtime.getRuntime().removeShutdownHook(end);
        end(shipper, verification, ended);
      }
    }
  }

  private static void end(
      Shipper shipper, @Nullable PeriodicVerification verification, CountDownLatch ended) {
    if (verification != null) {
      verification.close();
    }
    shipper.close();
    ended.countDown();
  }
}
