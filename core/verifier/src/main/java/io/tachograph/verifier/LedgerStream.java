package io.tachograph.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that stands elsewhere than in files of ours, given as it stands there: whoever gives it
 * judges nothing and hides nothing. For one thread.
 */
public interface LedgerStream {
  /** What to call it: where it stands, and which it is. */
  String name();

  /**
   * Its checkpoints, laid out as in the file {@code checkpoints}. It is opened first: what is
   * sealed and shipped meanwhile may cover more than is read below.
   *
   * @throws IOException if they cannot be read
   */
  InputStream checkpoints() throws IOException;

  /**
   * What there is of its folder's small files, by their paths in it: {@code ledger.vkey}, {@code
   * pruned/boundary}, {@code pruned/0.tlog-proof}.
   *
   * @throws IOException if they cannot be read
   */
  Map<String, String> files() throws IOException;

  /**
   * Its entries, by rising seq. To be closed.
   *
   * @throws IOException if they cannot be read
   */
  Entries entries() throws IOException;

  /**
   * What else the far side says that does not agree with its entries and checkpoints; asked when
   * both were read to their ends. Each is a finding.
   *
   * @throws IOException if it cannot be read
   */
  default List<String> disagreements() throws IOException {
    return List.of();
  }

  /** Entries one after another. */
  interface Entries extends AutoCloseable {
    /**
     * The next one, or null if there is none.
     *
     * @throws IOException if it cannot be read
     */
    @Nullable StreamedEntry next() throws IOException;

    @Override
    void close() throws IOException;
  }
}
