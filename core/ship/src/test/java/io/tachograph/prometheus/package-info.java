/** A Prometheus for the tests of whatever serves metrics, in other modules too. */
@NullMarked
package io.tachograph.prometheus;

import org.jspecify.annotations.NullMarked;
