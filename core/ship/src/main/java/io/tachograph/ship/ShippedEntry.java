package io.tachograph.ship;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;

/**
 * An entry with the hash that is stored with it, both as they stand in the ledger: the hash may not
 * be the entry's own, which is for whoever verifies it to find.
 *
 * @param entry the entry
 * @param storedHash the hash that stands before it
 */
public record ShippedEntry(Entry entry, Hash storedHash) {}
