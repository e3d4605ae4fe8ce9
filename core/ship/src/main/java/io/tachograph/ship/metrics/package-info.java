/** What shipping comes to, counted and served for Prometheus. */
@NullMarked
package io.tachograph.ship.metrics;

import org.jspecify.annotations.NullMarked;
