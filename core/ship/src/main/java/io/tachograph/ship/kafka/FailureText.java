package io.tachograph.ship.kafka;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What an operator is told of a client's exception: what happened, and what to do about it. */
final class FailureText {
  private FailureText() {}

  static String of(Throwable failure) {
    String message = failure.getMessage();
    // What a broker answers by its code alone has an empty message.
    String what =
        message == null || message.isBlank() ? failure.getClass().getSimpleName() : message.strip();
    String advice = advice(failure);
    return advice.isEmpty() ? what : what + ": " + advice;
  }

  private static String advice(Throwable failure) {
    if (failure instanceof AuthenticationException) {
      return "look at the file of client settings, config=FILE in the URL";
    }
    if (failure instanceof AuthorizationException) {
      return "the shipper needs WRITE, READ, DESCRIBE and DESCRIBE_CONFIGS on its topics, and CREATE"
          + " where they are missing; a reader needs READ and DESCRIBE";
    }
    if (failure instanceof UnknownTopicOrPartitionException) {
      return "a topic is gone, or its brokers do not know it yet: look at the topics";
    }
    if (failure instanceof org.apache.kafka.common.errors.TimeoutException
        || failure instanceof TimeoutException
        || failure instanceof DisconnectException) {
      return "look whether the brokers are up and can be reached; --timeout is how long they have";
    }
    return "";
  }
}
