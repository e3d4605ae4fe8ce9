package io.tachograph.verifier;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The small files that stand beside a ledger's entries and checkpoints. For one thread. */
interface SideFiles {
  /** None is longer than this, in bytes. */
  int MAX_BYTES = 1 << 18;

  /** The genesis key, as a copy. */
  String VKEY = "ledger.vkey";

  /** The names of the files in a folder of the ledger's; none if there is no such folder. */
  Set<String> namesIn(String folder) throws IOException;

  /**
   * What a file holds; null if there is no such file, or it is too long.
   *
   * @param name its path in the ledger's folder, with slashes
   */
  byte @Nullable [] read(String name) throws IOException;
}
