package io.tachograph.agent.preset;

import io.tachograph.agent.CallReading;
import io.tachograph.api.Recording;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.NamedArguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls of Google ADK's tools that a person is to confirm: the first asks, the next brings
 * the answer. The tool itself is recorded where it is called, which a refused one is not.
 *
 * @param call reads the call itself
 */
record ConfirmationReading(ToolReading call) implements CallReading {
  private static final int CONTEXT = 1;
  private static final Path REQUIRED = Path.of("requireConfirmation");
  private static final Path CONFIRMATION = Path.of("toolConfirmation");
  private static final Path CONFIRMED = Path.of("confirmed");
  private static final Path AGENT = Path.of("agentName");

  @Override
  public void announce(
      @Nullable Object self, Object[] arguments, Recording policies, CaptureMode capture) {
    String tool = call.name(self, arguments);
    if (tool == null || !Boolean.TRUE.equals(REQUIRED.from(self))) {
      return;
    }
    Object confirmation = CONFIRMATION.from(arguments[CONTEXT]);
    if (confirmation == null) {
      policies.approvalRequested(tool, null, AGENT.text(arguments[CONTEXT]), null);
    } else if (Boolean.TRUE.equals(CONFIRMED.from(confirmation))) {
      policies.approvalGranted(null, tool, null, null, null);
    } else {
      policies.approvalRefused(null, tool, null, null, null);
      boolean recorded = capture == CaptureMode.FULL;
      policies.denied(tool, recorded ? named(call.payload(self, arguments)) : Map.of(), null, null);
    }
  }

  private static Map<String, ?> named(Object[] payload) {
    Map<String, Object> named = new LinkedHashMap<>();
    if (payload[0] instanceof NamedArguments arguments) {
      arguments.values().forEach((key, value) -> named.put(String.valueOf(key), value));
    }
    return named;
  }

  @Override
  public boolean isElsewhere(@Nullable Object self, Object[] arguments) {
    return call.isElsewhere(self, arguments);
  }

  @Override
  public @Nullable String name(@Nullable Object self, Object[] arguments) {
    return call.name(self, arguments);
  }

  @Override
  public Object[] payload(@Nullable Object self, Object[] arguments) {
    return call.payload(self, arguments);
  }

  @Override
  public @Nullable Object handedOn(Object[] arguments) {
    return call.handedOn(arguments);
  }

  @Override
  public @Nullable Object result(Object returned) {
    return call.result(returned);
  }
}
