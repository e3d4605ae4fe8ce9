package io.tachograph.agent.monitoring;

import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Has slow appends said in the host's flight recordings. */
final class JfrEvents implements Display {
  private final SwallowedErrors errors;
  private @Nullable RecordingSession session;

  JfrEvents(SwallowedErrors errors) {
    this.errors = errors;
  }

  @Override
  public boolean show(RecordingSession next) {
    hide();
    if (!FlightRecorder.isInitialized()) {
      return false;
    }
    next.recorder().traceAppendsBy(new SlowAppends(next.folder().toString(), errors));
    session = next;
    return true;
  }

  @Override
  public void hide() {
    RecordingSession known = session;
    session = null;
    if (known != null) {
      known.recorder().traceAppendsBy(null);
    }
  }
}
