package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/** Says which span of the host's tracing the calling thread is in. Never throws. Thread-safe. */
@FunctionalInterface
public interface TraceSource {
  /** No tracing. */
  TraceSource NONE = () -> null;

  /** The span, or null outside of any. */
  @Nullable TraceIds current();
}
