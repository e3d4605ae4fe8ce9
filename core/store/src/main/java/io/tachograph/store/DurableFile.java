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

/** Gives files names and contents that last. Stateless. */
public final class DurableFile {
  private static final String TEMPORARY = ".tmp";

  private DurableFile() {}

  /**
   * Gives a file another name in its folder, which nothing may have, and waits for the disk.
   *
   * @throws StoreException with category ALREADY_EXISTS, if something has that name; IO
   */
  public static void move(Path from, Path to) {
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

  /**
   * Writes a file whole: who reads it meanwhile, or after a crash, sees what was there before or
   * all of the new content. Waits for the disk. A temporary file stands beside it meanwhile, so two
   * that write the same file must take turns.
   *
   * @throws StoreException with category IO, if it cannot be written
   */
  public static void write(Path file, byte[] content) {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    try {
      try {
        Files.write(temporary, content);
        sync(temporary);
        replace(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new StoreException(
          Category.IO,
          "A file cannot be written; check the folder's permissions and room: file=" + file + ".",
          e);
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
  public static void sync(Path file) throws IOException {
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
