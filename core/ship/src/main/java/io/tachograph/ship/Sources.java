package io.tachograph.ship;

import io.tachograph.ship.kafka.KafkaSource;
import io.tachograph.ship.postgres.PostgresSource;

/** The engines that ledgers can be read back from, by their URL. */
final class Sources {
  private Sources() {}

  /**
   * Opens the way to a far side.
   *
   * @throws IllegalArgumentException if the URL is of no engine that is known
   */
  static Source open(Target target) {
    return switch (target.backend()) {
      case "postgresql" -> new PostgresSource(target);
      case "kafka" -> new KafkaSource(target);
      default ->
          throw new IllegalArgumentException(
              "ledgers are read from jdbc:postgresql://… and kafka://…: no such engine: "
                  + target.backend());
    };
  }
}
