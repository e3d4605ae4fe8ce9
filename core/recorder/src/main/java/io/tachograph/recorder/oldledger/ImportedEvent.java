package io.tachograph.recorder.oldledger;

import io.tachograph.format.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event to be appended.
 *
 * @param type its type
 * @param time when it happened, or null for now
 * @param body one JSON object in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once, to be appended.
record ImportedEvent(EventType type, @Nullable Instant time, byte[] body) {}
