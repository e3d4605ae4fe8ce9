package io.tachograph.agent;

import io.tachograph.agent.completion.FollowedCallback;
import io.tachograph.agent.completion.LaterEnds;
import io.tachograph.bootstrap.CallHandler;
import io.tachograph.recorder.Call;
import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CallSite;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.ModelRequest;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries calls from the bridge to the recorder. Thread-safe. */
final class AgentCallHandler implements CallHandler {
  private final CallSites sites;
  private final Opening opening;
  private final LaterEnds ends;
  private final boolean prompts;
  private final SwallowedErrors errors;

  /**
   * Carries calls from now on.
   *
   * @param prompts whether what models are asked and answer is recorded
   */
  AgentCallHandler(
      CallSites sites, Opening opening, LaterEnds ends, boolean prompts, SwallowedErrors errors) {
    this.sites = sites;
    this.opening = opening;
    this.ends = ends;
    this.prompts = prompts;
    this.errors = errors;
  }

  @Override
  public @Nullable Object enter(int site, @Nullable Object self, Object[] arguments) {
    Recorder recorder = opening.recorder();
    AuditedMethod method = sites.method(site);
    if (recorder == null || method == null) {
      return null;
    }
    CallReading reading = method.reading();
    if (reading instanceof VerdictReading verdict) {
      return new PendingVerdict(verdict, verdict.judge(self, arguments), method.site().capture());
    }
    return reading == null
        ? recorder.start(method.site(), arguments)
        : read(recorder, method.site(), reading, self, arguments);
  }

  private @Nullable Call read(
      Recorder recorder,
      CallSite site,
      CallReading reading,
      @Nullable Object self,
      Object[] arguments) {
    String name = null;
    String agent = null;
    Object[] payload = arguments;
    int first = 0;
    try {
      reading.announce(self, arguments, recorder, site.capture());
      if (reading.isElsewhere(self, arguments)) {
        return null;
      }
      if (site.kind() == CallKind.MODEL) {
        boolean asked = prompts && site.capture() == CaptureMode.FULL;
        ModelRequest request = reading.request(self, arguments, asked);
        return request == null ? null : recorder.startModel(site, request);
      }
      name = reading.name(self, arguments);
      String called = name == null ? site.name() : name;
      Object handedOn = reading.handedOn(arguments);
      first = handedOn == null ? 0 : System.identityHashCode(handedOn);
      if (recorder.isHandedOn(site.kind(), called, first)) {
        return null;
      }
      agent = reading.isOfAnAgent() ? called : reading.agent(self, arguments);
      payload = reading.payload(self, arguments);
    } catch (RuntimeException | LinkageError e) {
      errors.swallowed("reading a call of " + site.className() + "#" + site.method(), e);
      if (site.kind() == CallKind.MODEL) {
        return recorder.startModel(site, ModelRequest.UNKNOWN);
      }
    }
    Call call = recorder.start(site, name, agent, payload);
    return call == null ? null : call.read(reading, first);
  }

  @Override
  public void exit(Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    Recorder recorder = opening.recorder();
    if (recorder == null) {
      return;
    }
    if (call instanceof PendingVerdict verdict) {
      verdict.end(recorder, returned, thrown);
    } else {
      recorder.end((Call) call, returned, thrown);
    }
  }

  @Override
  public @Nullable Object exitLater(
      int site, Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    Recorder recorder = opening.recorder();
    if (recorder == null) {
      return returned;
    }
    if (returned == null || thrown != null || call instanceof PendingVerdict) {
      exit(call, returned, thrown);
      return returned;
    }
    AuditedMethod method = sites.method(site);
    return method == null
        ? returned
        : ends.returned(
            recorder, (Call) call, returned, method.descriptor(), method.site().className());
  }

  @Override
  public @Nullable Object enterWithCallback(int site, @Nullable Object self, Object[] arguments) {
    Recorder recorder = opening.recorder();
    AuditedMethod method = sites.method(site);
    if (recorder == null || method == null) {
      return null;
    }
    Function<Object[], @Nullable Call> start = given -> (Call) enter(site, self, given);
    return method.reading() instanceof CallbackReading reading
        ? FollowedCallback.enter(reading.callback(), recorder, arguments, start, errors)
        : ends.suspend().enter(recorder, arguments, start);
  }

  @Override
  public void exitWithCallback(Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    if (call instanceof FollowedCallback callback) {
      callback.exit(returned, thrown);
    } else {
      ends.suspend().exit(call, returned, thrown);
    }
  }

  @Override
  public void resumed(Object continuation, @Nullable Object result) {
    ends.suspend().resumed(continuation, result);
  }

  @Override
  public void completed(Object future) {
    ends.completed(future);
  }

  @Override
  public void swallowed(Throwable error) {
    errors.swallowed("the bridge", error);
  }
}
