/**
 * An extension of the OpenTelemetry Java agent: an exporter that drops what it gets, so that the
 * agent does all that it does for an application, and no network or disk is measured with it.
 */
@NullMarked
package io.tachograph.bench.otel;

import org.jspecify.annotations.NullMarked;
