/**
 * A ledger's entries in the formats that other tools read. Nothing here judges an entry, and
 * nothing is kept in memory but calls that have not ended.
 */
@NullMarked
package io.tachograph.cli.export;

import org.jspecify.annotations.NullMarked;
