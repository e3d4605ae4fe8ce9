/**
 * PostgreSQL as a far side: the tables, the way of entries into them in batches, and back out of
 * them to be verified. The one place of the shipper with SQL.
 */
@NullMarked
package io.tachograph.ship.postgres;

import org.jspecify.annotations.NullMarked;
