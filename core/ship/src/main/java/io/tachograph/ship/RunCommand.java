package io.tachograph.ship;

import java.nio.file.Files;
import java.nio.file.Path;
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

  @Mixin private SinkOptions options;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(dir)) {
      throw new ParameterException(spec.commandLine(), "--dir: no such folder: path=" + dir);
    }
    Target target = options.target(to);
    Notice notice = new Notice(spec.commandLine().getErr());
    CountDownLatch ended = new CountDownLatch(1);
    Shipper shipper =
        new Shipper(dir, Sinks.open(target), target.poolSize(), ShipListener.NONE, notice);
    Thread end = new Thread(() -> end(shipper, ended), "tachograph-ship-end");
    Runtime.getRuntime().addShutdownHook(end);
    shipper.start();
    while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (once && shipper.isCaughtUp()) {
        Runtime.getRuntime().removeShutdownHook(end);
        end(shipper, ended);
      }
    }
    return Main.EXIT_OK;
  }

  private static void end(Shipper shipper, CountDownLatch ended) {
    shipper.close();
    ended.countDown();
  }
}
