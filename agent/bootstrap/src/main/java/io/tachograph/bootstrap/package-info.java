/**
 * What the boot loader sees: premain, the loader that hides everything else of ours, and the bridge
 * that instrumented classes call. Tiny, and speaks the JDK's types alone, since every class of the
 * host can see it.
 */
@NullMarked
package io.tachograph.bootstrap;

import org.jspecify.annotations.NullMarked;
