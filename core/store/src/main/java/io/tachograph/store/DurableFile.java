package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Gives files names that last. Stateless. */
final class DurableFile {
  private DurableFile() {}

  /**
   * Gives a file another name in its folder, which nothing may have, and waits for the disk.
   *
   * @throws StoreException with category ALREADY_EXISTS, if something has that name; IO
   */
  static void move(Path from, Path to) {
    try {
      Files.move(from, to);
      syncFolder(to);
    } catch (FileAlreadyExistsException e) {
      throw alreadyExists(to, e);
    } catch (IOException e) {
      throw unnamed(from, to, e);
    }
  }

  /**
   * Gives a file another name in its folder, in place of what has it, and waits for the disk. At
   * any moment there is the one or the other, whole.
   */
  static void replace(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(to);
    } catch (IOException e) {
      throw unnamed(from, to, e);
    }
  }

  private static StoreException unnamed(Path from, Path to, IOException cause) {
    return new StoreException(
        Category.IO,
        "A file cannot be given its name; check the folder's permissions: from="
            + from
            + " to="
            + to
            + ".",
        cause);
  }

  /** Refuses to overwrite what is there. */
  static void refuseExisting(Path target) {
    if (Files.exists(target)) {
      throw alreadyExists(target, null);
    }
  }

  private static StoreException alreadyExists(Path target, @Nullable Exception cause) {
    return new StoreException(
        Category.ALREADY_EXISTS,
        "The target is there already, nothing was changed; name another file: target="
            + target
            + ".",
        cause);
  }

  /** Waits until the content of a file is on the disk. */
  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** A name is durable when its folder is, see fsync(2). */
  static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || System.getProperty("os.name", "").startsWith("Windows")) {
      // Windows opens no folders; its file system keeps names in a journal.
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
