package io.tachograph.recorder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process's claim on a folder of documents: an operating system lock on a file in it, which
 * dies with the process. The file stays, since whoever deletes one takes another's lock away. For
 * one thread.
 */
final class FolderClaim implements AutoCloseable {
  static final String FILE_NAME = ".tachograph-import.lock";

  private final @Nullable FileChannel channel;
  private final boolean ours;

  private FolderClaim(@Nullable FileChannel channel, boolean ours) {
    this.channel = channel;
    this.ours = ours;
  }

  /**
   * Claims the folder without waiting. One that cannot be written to needs no claim: none of its
   * documents can be given another name, so each process imports its own copy.
   */
  @SuppressWarnings("resource") // The claim holds it.
  static FolderClaim of(Path folder) {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              folder.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      return new FolderClaim(null, true);
    }
    try {
      return new FolderClaim(channel, channel.tryLock() != null);
    } catch (OverlappingFileLockException e) {
      return new FolderClaim(channel, false);
    } catch (IOException e) {
      // A file system without locks.
      return new FolderClaim(channel, true);
    }
  }

  /** Whether no other process has it. */
  boolean isOurs() {
    return ours;
  }

  /** Gives it back. */
  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("the claim on documents cannot be given back", e);
      }
    }
  }
}
