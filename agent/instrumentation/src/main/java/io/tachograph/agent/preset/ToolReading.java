package io.tachograph.agent.preset;

import io.tachograph.agent.CallReading;
import io.tachograph.recorder.NamedArguments;
import io.tachograph.recorder.Parameter;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls of a method through which a framework calls whatever tool it was told to. Immutable.
 *
 * @param name where the tool's name is
 * @param payload where its arguments are, as a map or a JSON object
 * @param target where the method is that the tool is, or null if none can be
 * @param annotation what marks such methods, so that they are recorded themselves
 * @param elsewhere where something is if the call passes another recorded method, or null
 * @param result where in what is returned the result is
 * @param failed where in what is returned is whether it failed, or null
 * @param message where in what is returned is why it failed
 * @param wrapper the framework's exception around the tool's, or null
 */
record ToolReading(
    Source name,
    Source payload,
    @Nullable Source target,
    String annotation,
    @Nullable Source elsewhere,
    Path result,
    @Nullable Path failed,
    Path message,
    @Nullable String wrapper)
    implements CallReading {
  /** What the payload is called: it is one object, of which the members are recorded. */
  static final List<Parameter> PARAMETERS = List.of(new Parameter("arguments", false));

  private static final int MAX_MEMBERS = 1_000;

  private static final Path ITSELF = Path.of("");

  static ToolReading of(Source name, Source payload) {
    return new ToolReading(name, payload, null, "", null, ITSELF, null, ITSELF, null);
  }

  /** Leaves a call to the method that the tool is, where that is annotated so. */
  ToolReading unlessMarked(Source method, String by) {
    return new ToolReading(name, payload, method, by, elsewhere, result, failed, message, wrapper);
  }

  /** Leaves a call to another method where something is there. */
  ToolReading unless(Source present) {
    return new ToolReading(
        name, payload, target, annotation, present, result, failed, message, wrapper);
  }

  ToolReading result(String path) {
    return new ToolReading(
        name, payload, target, annotation, elsewhere, Path.of(path), failed, message, wrapper);
  }

  ToolReading failedIf(String truth, String why) {
    return new ToolReading(
        name,
        payload,
        target,
        annotation,
        elsewhere,
        result,
        Path.of(truth),
        Path.of(why),
        wrapper);
  }

  /** Records what is inside of a framework's exception. */
  ToolReading wrappedIn(String exception) {
    return new ToolReading(
        name, payload, target, annotation, elsewhere, result, failed, message, exception);
  }

  @Override
  public boolean isElsewhere(@Nullable Object self, Object[] arguments) {
    return (elsewhere != null && elsewhere.in(self, arguments) != null)
        || (target != null && AnnotatedElements.isMarked(target.in(self, arguments), annotation));
  }

  @Override
  public @Nullable String name(@Nullable Object self, Object[] arguments) {
    return name.textIn(self, arguments);
  }

  @Override
  public Object[] payload(@Nullable Object self, Object[] arguments) {
    return new Object[] {NamedArguments.of(payload.in(self, arguments))};
  }

  @Override
  public @Nullable Object handedOn(Object[] arguments) {
    return arguments.length == 0 ? null : arguments[0];
  }

  @Override
  public @Nullable Object result(Object returned) {
    Object found = result.from(returned);
    // A framework's own map of what a tool gave; what is in it is captured as any other value.
    return found instanceof Map<?, ?> map && map.size() <= MAX_MEMBERS
        ? new LinkedHashMap<>(map)
        : found;
  }

  @Override
  public @Nullable String failure(Object returned) {
    if (failed == null || !Boolean.TRUE.equals(failed.from(returned))) {
      return null;
    }
    String why = message.text(returned);
    return why == null ? "the framework says that it failed" : why;
  }

  @Override
  public Throwable error(Throwable thrown) {
    Throwable error = thrown;
    if (thrown instanceof InvocationTargetException
        || thrown.getClass().getName().equals(wrapper)) {
      error = thrown.getCause() == null ? thrown : thrown.getCause();
    }
    return error;
  }
}
