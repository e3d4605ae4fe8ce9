/**
 * The shipper: follows the ledgers of a folder and has their entries arrive, whole and in order, at
 * an engine elsewhere. It reads ledgers as the verifier does and knows nothing of who writes them;
 * where the far side is, the far side says.
 */
@NullMarked
package io.tachograph.ship;

import org.jspecify.annotations.NullMarked;
