package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A shipper at work in this JVM, and what it says. */
final class KafkaShipping implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final StringWriter said = new StringWriter();
  private final Shipper shipper;

  KafkaShipping(Path dir, String url) {
    shipper =
        new Shipper(
            dir,
            Sinks.open(new Target(url, 2, TIMEOUT)),
            2,
            ShipListener.NONE,
            new Notice(new PrintWriter(said, true)));
    shipper.start();
  }

  String said() {
    return said.toString();
  }

  /** Waits until the far side has all that there is. */
  KafkaShipping awaitCaughtUp() throws InterruptedException {
    await(shipper::isCaughtUp);
    return this;
  }

  KafkaShipping awaitSaid(String text) throws InterruptedException {
    await(() -> said().contains(text));
    return this;
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("too late: %s", said).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    shipper.close();
  }
}
