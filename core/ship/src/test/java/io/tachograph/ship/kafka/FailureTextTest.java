package io.tachograph.ship.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** What an operator reads when Kafka does not do what it was asked. */
class FailureTextTest {
  @Test
  void whatHasNoMessageIsNamed() {
    assertThat(FailureText.of(new UnknownTopicOrPartitionException("")))
        .startsWith("UnknownTopicOrPartitionException: a topic is gone");
    assertThat(FailureText.of(new java.util.concurrent.TimeoutException()))
        .startsWith("TimeoutException: look whether the brokers are up");
  }

  @Test
  void whatToDoFollowsWhatHappened() {
    assertThat(FailureText.of(new TimeoutException("no answer")))
        .startsWith("no answer: look whether the brokers are up");
    assertThat(FailureText.of(new TopicAuthorizationException("not allowed")))
        .startsWith("not allowed: the shipper needs WRITE");
    assertThat(FailureText.of(new InvalidConfigurationException("set a=b"))).isEqualTo("set a=b");
  }
}
