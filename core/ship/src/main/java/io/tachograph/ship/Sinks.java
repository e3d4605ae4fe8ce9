package io.tachograph.ship;

import io.tachograph.ship.kafka.KafkaSink;
import io.tachograph.ship.postgres.PostgresSink;

/** The engines that ledgers can be shipped to, by their URL. */
final class Sinks {
  private Sinks() {}

  /**
   * Opens the way to a far side, which need not be there yet.
   *
   * @throws IllegalArgumentException if the URL is of no engine that is known
   */
  static Sink open(Target target) {
    return switch (target.backend()) {
      case "postgresql" -> new PostgresSink(target);
      case "kafka" -> new KafkaSink(target);
      default ->
          throw new IllegalArgumentException(
              "ledgers are shipped to jdbc:postgresql://… and kafka://…: no such engine: "
                  + target.backend());
    };
  }
}
