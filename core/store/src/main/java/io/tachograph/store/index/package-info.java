/**
 * A derived index of a ledger's events in an SQLite file of its own: which events have what, by
 * their seq. It knows no ledger, holds nothing that cannot be made anew, and is never the judge of
 * anything: who asks reads what it points to where it stands.
 */
@NullMarked
package io.tachograph.store.index;

import org.jspecify.annotations.NullMarked;
