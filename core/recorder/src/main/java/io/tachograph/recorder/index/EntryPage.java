package io.tachograph.recorder.index;

import io.tachograph.format.Entry;
import java.util.List;
import java.util.OptionalLong;

/**
 * A part of what a query gives.
 *
 * @param entries in the order that was asked for
 * @param cursor what the next page begins behind, see {@link
 *     io.tachograph.store.index.IndexQuery#after}; empty behind the last
 */
public record EntryPage(List<Entry> entries, OptionalLong cursor) {
  /** Copies the list. */
  public EntryPage {
    entries = List.copyOf(entries);
  }
}
