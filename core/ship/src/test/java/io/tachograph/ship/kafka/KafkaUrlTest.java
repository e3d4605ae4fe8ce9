package io.tachograph.ship.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a cluster is, by its URL. */
class KafkaUrlTest {
  @Test
  void namesBrokersTopicsAndHowTheyAreMade() {
    KafkaUrl url =
        KafkaUrl.of(
            "kafka://a:9092,b:9093/acme?partitions=24&replication=3&compression=none"
                + "&config=%2Fetc%2Fclient.properties");
    assertThat(url)
        .isEqualTo(
            new KafkaUrl(
                "a:9092,b:9093", "acme", 24, (short) 3, "none", Path.of("/etc/client.properties")));
    assertThat(url.entries()).isEqualTo("acme.entries");
  }

  @Test
  void theRestHasDefaults() {
    assertThat(KafkaUrl.of("kafka://a:9092/"))
        .isEqualTo(KafkaUrl.of("kafka://a:9092"))
        .isEqualTo(new KafkaUrl("a:9092", "tachograph", 12, KafkaUrl.BROKERS_DEFAULT, "lz4", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka://",
        "kafka://host",
        "kafka://user:secret@host:9092",
        "kafka://host:9092/a/b",
        "kafka://host:9092?partitions=0",
        "kafka://host:9092?compression=snappy",
        "kafka://host:9092?partition=3",
        "jdbc:postgresql://db/audit"
      })
  void whatIsNoneIsRefusedAndNotRepeated(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaUrl.of(url))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }
}
