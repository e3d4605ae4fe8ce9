package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.ship.kafka.KafkaSink;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics that the shipper makes. */
@Timeout(120)
class KafkaTopicsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The busier the machine, the more of them a broker hears of too late: up to half. */
  private static final int ROUNDS = 12;

  @Test
  void areUsedThoughTheBrokerHearsOfThemLater() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String url = KafkaBroker.shared().cluster().url();
      try (Sink sink = new KafkaSink(new Target(url, 1, TIMEOUT))) {
        FarEnd end = sink.farEnd(new ShippedLedger(UUID.randomUUID(), "orders"));
        assertThat(end).as("round %s", i).isEqualTo(FarEnd.NOTHING);
      }
    }
  }
}
