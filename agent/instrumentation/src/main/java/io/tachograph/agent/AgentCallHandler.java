package io.tachograph.agent;

import io.tachograph.bootstrap.CallHandler;
import io.tachograph.recorder.Call;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import org.jspecify.annotations.Nullable;

/** Carries calls from the bridge to the recorder. Thread-safe. */
final class AgentCallHandler implements CallHandler {
  private final CallSites sites;
  private final Opening opening;
  private final SwallowedErrors errors;

  AgentCallHandler(CallSites sites, Opening opening, SwallowedErrors errors) {
    this.sites = sites;
    this.opening = opening;
    this.errors = errors;
  }

  @Override
  public @Nullable Object enter(int site, Object[] arguments) {
    Recorder recorder = opening.recorder();
    return recorder == null ? null : recorder.start(sites.get(site), arguments);
  }

  @Override
  public void exit(Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    Recorder recorder = opening.recorder();
    if (recorder != null) {
      recorder.end((Call) call, returned, thrown);
    }
  }

  @Override
  public void swallowed(Throwable error) {
    errors.swallowed("the bridge", error);
  }
}
