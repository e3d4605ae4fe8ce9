/**
 * A web application that starts, does one audited call, says that it is ready, and ends: the host
 * whose start is timed with agents and without.
 */
@NullMarked
package io.tachograph.bench.web;

import org.jspecify.annotations.NullMarked;
