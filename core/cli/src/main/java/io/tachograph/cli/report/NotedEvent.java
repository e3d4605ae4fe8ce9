package io.tachograph.cli.report;

import java.time.Instant;

/**
 * A governance or an experience event.
 *
 * @param seq where it stands
 * @param time when
 * @param type its type, and the kind of an experience event
 * @param agent who acted, or empty
 * @param text what it says, shortened
 */
public record NotedEvent(long seq, Instant time, String type, String agent, String text) {}
