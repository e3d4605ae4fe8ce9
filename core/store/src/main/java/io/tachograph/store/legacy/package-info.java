/**
 * The way in from JSON files, and back: documents that agents kept before they had a store become
 * rows, and rows such documents again. Uses the store through its public classes alone; no SQL.
 *
 * <p>{@link io.tachograph.store.legacy.LegacyImport} and {@link
 * io.tachograph.store.legacy.LegacyExport} are the entrances, and {@link
 * io.tachograph.store.legacy.DualWriteStore} for those who move slowly.
 */
@NullMarked
package io.tachograph.store.legacy;

import org.jspecify.annotations.NullMarked;
