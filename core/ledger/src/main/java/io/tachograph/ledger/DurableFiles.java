package io.tachograph.ledger;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Changes small files beside the ledger so that each change has happened wholly or not at all.
 * Every step of sealing, key rotation and pruning that outlives the process is one of these calls,
 * in an order that its caller gives reasons for.
 */
interface DurableFiles {
  /** Makes a folder where there is none, in one that exists, and waits for the disk. */
  void createFolder(Path folder) throws IOException;

  /**
   * Puts a whole file in place of what there was, and waits for the disk.
   *
   * @param secret whether only the owner may read it
   */
  void replace(Path file, byte[] content, boolean secret) throws IOException;

  /**
   * Adds to a file's end in one write.
   *
   * @param wait whether to wait for the disk
   */
  void append(Path file, byte[] content, boolean wait) throws IOException;

  /** Writes zeros over a file's content and waits for the disk; the file stays. */
  void erase(Path file) throws IOException;

  /** Gives a file the name of another one, which is replaced, and waits for the disk. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file if it exists, and waits for the disk. */
  void delete(Path file) throws IOException;
}
