package io.tachograph.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds where calls stand among spans. A call inside of another is its child; an outermost one is
 * the child of the host's own span where the host was traced, else it begins a trace. Remembers a
 * bounded number of calls, of which the oldest is forgotten first: what runs inside of a call that
 * is forgotten begins a trace of its own.
 */
final class SpanPlaces {
  private static final int MAX_REMEMBERED = 100_000;

  private final Map<String, SpanPlace> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SpanPlace> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /** That of a call; null if the entry has no id of one. */
  @Nullable SpanPlace ofCall(JsonNode body) {
    UUID id = uuid(body.path("task_id"));
    if (id == null) {
      return null;
    }
    SpanPlace before = known.get(id.toString());
    if (before != null) {
      return before;
    }
    SpanPlace around = around(body);
    SpanPlace place =
        new SpanPlace(
            around == null ? TraceIds.traceOf(id) : around.trace(),
            TraceIds.spanOf(id),
            around == null ? null : around.span());
    known.put(id.toString(), place);
    return place;
  }

  /** That of what an entry happened in, or null. */
  @Nullable SpanPlace around(JsonNode body) {
    UUID parent = uuid(body.path("parent_id"));
    if (parent != null) {
      SpanPlace place = known.get(parent.toString());
      return place != null
          ? place
          : new SpanPlace(hostTrace(body, TraceIds.traceOf(parent)), TraceIds.spanOf(parent), null);
    }
    String span = body.path("span_id").asText("");
    String trace = hostTrace(body, "");
    return trace.isEmpty() || !TraceIds.isSpan(span) ? null : new SpanPlace(trace, span, null);
  }

  private static String hostTrace(JsonNode body, String otherwise) {
    String trace = body.path("trace_id").asText("");
    return TraceIds.isTrace(trace) ? trace : otherwise;
  }

  private static @Nullable UUID uuid(JsonNode text) {
    try {
      return text.isTextual() ? UUID.fromString(text.textValue()) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
