package io.tachograph.recorder;

import io.tachograph.format.Entry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's entries in order, read by whoever can: those that are not what was appended are left
 * out. For one thread.
 */
@FunctionalInterface
public interface EntrySource {
  /**
   * The next entry, or null behind the last there is.
   *
   * @throws IOException if the ledger cannot be read
   */
  @Nullable Entry next() throws IOException;
}
