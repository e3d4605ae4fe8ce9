package io.tachograph.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.format.Entry;

/**
 * A call whose start was read and whose end was not yet.
 *
 * @param type of the start
 * @param seq of the start
 * @param startNanos since the epoch
 * @param place where it stands among the spans
 * @param body of the start
 */
record OpenSpan(String type, long seq, long startNanos, SpanPlace place, JsonNode body) {
  static OpenSpan of(Entry start, SpanPlace place, JsonNode body) {
    return new OpenSpan(start.type(), start.seq(), start.timeNanos(), place, body);
  }
}
