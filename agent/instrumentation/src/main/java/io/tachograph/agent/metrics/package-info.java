/**
 * A recording's metrics for Prometheus, served over HTTP. Nothing of it is loaded unless a port is
 * configured.
 */
@NullMarked
package io.tachograph.agent.metrics;

import org.jspecify.annotations.NullMarked;
