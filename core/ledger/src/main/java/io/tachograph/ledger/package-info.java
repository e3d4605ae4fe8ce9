/**
 * The ledger: an append-only, hash-chained history. {@link io.tachograph.ledger.Ledger} is what
 * others use, {@link io.tachograph.ledger.ChronicleLedger} keeps it in memory-mapped Chronicle
 * Queue files, one folder per running JVM. The only package that imports Chronicle; knows nothing
 * of the mission store, of calls, or of JSON beyond its own three events.
 */
@NullMarked
package io.tachograph.ledger;

import org.jspecify.annotations.NullMarked;
