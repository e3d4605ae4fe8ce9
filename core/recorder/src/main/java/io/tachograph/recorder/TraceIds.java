package io.tachograph.recorder;

/**
 * The span that a thread is in, as a tracing library of the host says.
 *
 * @param traceId 32 hex digits, as W3C Trace Context has them
 * @param spanId 16 hex digits
 */
public record TraceIds(String traceId, String spanId) {}
