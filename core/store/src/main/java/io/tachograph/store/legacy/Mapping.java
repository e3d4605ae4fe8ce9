package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.StoreTables;
import io.tachograph.store.StoreWriter;
import java.time.Instant;
import java.util.List;

/**
 * How documents of a kind become rows, and rows documents. Stateless.
 *
 * @param <T> what such a document says; two that say the same are equal
 */
interface Mapping<T> {
  /**
   * What a document says.
   *
   * @param notes what is taken otherwise than it stands is added here, in words
   * @throws DocumentException if the store could not hold it
   */
  T read(ObjectNode document, List<String> notes);

  /** What the store says now. */
  T stored(StoreTables store, long missionId);

  /**
   * The store's state, as it is to be compared with the document that it was imported from.
   *
   * @param metadata whether the document is in the mission's metadata
   */
  T comparable(T stored, T document, boolean metadata);

  /**
   * What the store is to say when it gets a document about a mission that it knows already: the
   * store's values, and the document's where the store has none.
   */
  T joined(T stored, T document);

  /** Brings the rows from one state to another. */
  void replace(StoreWriter store, long missionId, T stored, T now, Instant at);

  /** All that is said, as a document that does not depend on how it was written. */
  ObjectNode canonical(T says, T base);

  /** Brings a document from one state to another, leaving what is equal as it is written. */
  void change(ObjectNode written, T before, T now);

  /** A document where there was none. */
  ObjectNode fresh(T says);
}
