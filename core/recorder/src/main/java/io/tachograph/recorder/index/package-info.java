/**
 * The way from a ledger to its index, and back: what a query shows is read from the ledger and held
 * against it.
 */
@NullMarked
package io.tachograph.recorder.index;

import org.jspecify.annotations.NullMarked;
