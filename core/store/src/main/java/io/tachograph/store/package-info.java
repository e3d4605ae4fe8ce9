/**
 * The mission store: what is the case now about missions and all that belongs to them, tasks and
 * roadmaps, in one SQLite file that agents in other languages read and write too. The one place
 * with SQL. It knows nothing of ledgers beyond the number up to which one is applied, and is usable
 * on its own as a library.
 *
 * <p>{@link io.tachograph.store.SqliteStore} is the entrance.
 */
@NullMarked
package io.tachograph.store;

import org.jspecify.annotations.NullMarked;
