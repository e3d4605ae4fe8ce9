package io.tachograph.agent.monitoring;

import io.tachograph.recorder.AppendTracer;
import io.tachograph.recorder.SwallowedErrors;
import jdk.jfr.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Times each append as a flight recorder does, while one records such events. Which of them are
 * slow the recording's settings say. Thread-safe.
 */
final class SlowAppends implements AppendTracer {
  private final String ledger;
  private final SwallowedErrors errors;
  private final EventType type = EventType.getEventType(SlowAppendEvent.class);

  SlowAppends(String ledger, SwallowedErrors errors) {
    this.ledger = ledger;
    this.errors = errors;
  }

  @Override
  public @Nullable Object begin() {
    try {
      if (!type.isEnabled()) {
        return null;
      }
      SlowAppendEvent event = new SlowAppendEvent();
      event.begin();
      return event;
    } catch (RuntimeException | Error e) {
      errors.swallowed("the beginning of an event of JFR", e);
      return null;
    }
  }

  @Override
  public void end(Object begun, long seq, int bytes) {
    try {
      SlowAppendEvent event = (SlowAppendEvent) begun;
      event.end();
      if (event.shouldCommit()) {
        event.path = ledger;
        event.seq = seq;
        event.bytes = bytes;
        event.commit();
      }
    } catch (RuntimeException | Error e) {
      errors.swallowed("the end of an event of JFR", e);
    }
  }
}
