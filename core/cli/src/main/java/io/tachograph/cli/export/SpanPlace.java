package io.tachograph.cli.export;

import org.jspecify.annotations.Nullable;

/**
 * Where a span stands.
 *
 * @param trace 32 hex digits
 * @param span 16 hex digits
 * @param parent 16 hex digits, or null for the outermost
 */
record SpanPlace(String trace, String span, @Nullable String parent) {}
