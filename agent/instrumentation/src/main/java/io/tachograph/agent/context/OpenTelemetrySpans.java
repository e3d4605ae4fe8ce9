package io.tachograph.agent.context;

import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.recorder.TraceIds;
import io.tachograph.recorder.TraceSource;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spans of the host's OpenTelemetry, wherever its API is loaded: by its agent, which counts
 * first, or by applications. Holds on to none of their loaders. Thread-safe.
 */
final class OpenTelemetrySpans implements TraceSource {
  private static final String API = "io/opentelemetry/api/trace/Span";
  private static final String OF_ITS_AGENT = "io/opentelemetry/javaagent/shaded/" + API;

  /** More than this many copies of the API are not asked, each call asks all until one answers. */
  private static final int MAX_APIS = 8;

  /** How often it is looked whether a class that was about to be loaded is there. */
  private static final int MAX_LOOKS = 100;

  private final Instrumentation instrumentation;
  private final SwallowedErrors errors;
  private final List<Awaited> awaited = new ArrayList<>();
  private volatile boolean awaiting;
  private volatile List<WeakReference<SpanGetters>> known = List.of();

  /** A class that is being loaded. */
  private static final class Awaited {
    final String className;
    final boolean inBootLoader;
    final WeakReference<@Nullable ClassLoader> loader;
    int looks;

    Awaited(String className, @Nullable ClassLoader loader) {
      this.className = className;
      this.inBootLoader = loader == null;
      this.loader = new WeakReference<>(loader);
    }
  }

  OpenTelemetrySpans(Instrumentation instrumentation, SwallowedErrors errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
  }

  /** A class is loaded, or about to be. */
  void seen(String internalName, @Nullable ClassLoader loader) {
    if (internalName.endsWith(API)
        && (internalName.equals(API) || internalName.equals(OF_ITS_AGENT))) {
      synchronized (awaited) {
        awaited.add(new Awaited(internalName.replace('/', '.'), loader));
        awaiting = true;
      }
    }
  }

  @Override
  public @Nullable TraceIds current() {
    if (awaiting) {
      look();
    }
    for (WeakReference<SpanGetters> api : known) {
      SpanGetters getters = api.get();
      TraceIds ids = getters == null ? null : getters.current();
      if (ids != null) {
        return ids;
      }
    }
    return null;
  }

  /** Runs no code of a loader: only classes that the JVM has are found. */
  private void look() {
    synchronized (awaited) {
      awaited.removeIf(this::isDone);
      awaiting = !awaited.isEmpty();
    }
  }

  private boolean isDone(Awaited one) {
    ClassLoader loader = one.loader.get();
    if (loader == null && !one.inBootLoader) {
      return true;
    }
    try {
      for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
        if (type.getName().equals(one.className) && type.getClassLoader() == loader) {
          add(new WeakReference<>(SpanGetters.of(type)), loader == null);
          return true;
        }
      }
    } catch (RuntimeException | LinkageError e) {
      errors.swallowed("finding OpenTelemetry's spans", e);
      return true;
    }
    return ++one.looks >= MAX_LOOKS;
  }

  private void add(WeakReference<SpanGetters> api, boolean first) {
    List<WeakReference<SpanGetters>> apis = new ArrayList<>(known);
    apis.removeIf(one -> one.refersTo(null));
    if (apis.size() < MAX_APIS) {
      apis.add(first ? 0 : apis.size(), api);
      known = List.copyOf(apis);
    }
  }
}
