package io.tachograph.agent.context;

import io.tachograph.recorder.TraceIds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The getters of one copy of OpenTelemetry's {@code Span}: no other code of the host's tracing is
 * run. Kept alive by that class alone, so that its loader can go. Immutable.
 */
final class SpanGetters {
  private static final ClassValue<SpanGetters> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected SpanGetters computeValue(Class<?> span) {
          try {
            return new SpanGetters(span);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not OpenTelemetry's span as it is known: " + span, e);
          }
        }
      };

  private final MethodHandle currentContext;
  private final MethodHandle isValid;
  private final MethodHandle traceId;
  private final MethodHandle spanId;

  private SpanGetters(Class<?> span) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Class<?> context = span.getMethod("getSpanContext").getReturnType();
    MethodHandle current = lookup.findStatic(span, "current", MethodType.methodType(span));
    MethodHandle contextOf =
        lookup.findVirtual(span, "getSpanContext", MethodType.methodType(context));
    currentContext =
        MethodHandles.filterReturnValue(current, contextOf)
            .asType(MethodType.methodType(Object.class));
    isValid = getter(lookup, context, "isValid", boolean.class);
    traceId = getter(lookup, context, "getTraceId", String.class);
    spanId = getter(lookup, context, "getSpanId", String.class);
  }

  private static MethodHandle getter(
      MethodHandles.Lookup lookup, Class<?> context, String name, Class<?> type)
      throws ReflectiveOperationException {
    return lookup
        .findVirtual(context, name, MethodType.methodType(type))
        .asType(MethodType.methodType(type, Object.class));
  }

  /**
   * Those of a class.
   *
   * @throws IllegalStateException if it is not as OpenTelemetry's is known to be
   */
  static SpanGetters of(Class<?> span) {
    return OF_CLASS.get(span);
  }

  /** The span that this thread is in, or null for none, or one that is not valid. */
  @Nullable TraceIds current() {
    try {
      Object context = (Object) currentContext.invokeExact();
      return (boolean) isValid.invokeExact(context)
          ? new TraceIds(
              (String) traceId.invokeExact(context), (String) spanId.invokeExact(context))
          : null;
    } catch (Throwable e) {
      // What the host's tracing throws is its own affair; there is then no span to name.
      return null;
    }
  }
}
