/**
 * Benchmarks: what a call, an append, a verification and attaching cost, each beside what it is to
 * be compared with. Run by hand, never by a test.
 */
@NullMarked
package io.tachograph.bench;

import org.jspecify.annotations.NullMarked;
