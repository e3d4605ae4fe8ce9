package io.tachograph.ledger;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The real file system: temporary file, write, fsync, atomic move, fsync of the folder. Stateless.
 */
final class DiskFiles implements DurableFiles {
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  @Override
  public void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      syncFolder(folder);
    }
  }

  @Override
  public void replace(Path file, byte[] content, boolean secret) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY_SUFFIX);
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes(temporary, secret))) {
      write(channel, content);
      channel.force(true);
    }
    move(temporary, file);
  }

  private static FileAttribute<?>[] attributes(Path file, boolean secret) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return secret && posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void write(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void append(Path file, byte[] content, boolean wait) throws IOException {
    // Not a channel: an interrupt of the thread would close it.
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(content);
      if (wait) {
        out.getFD().sync();
      }
    }
  }

  @Override
  public void erase(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.write(new byte[Math.toIntExact(open.length())]);
      open.getFD().sync();
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(to);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncFolder(file);
    }
  }

  /** A name is durable when its folder is, see fsync(2). */
  private static void syncFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new NoSuchFileException(file.toString(), null, "a file in no folder");
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; its file system keeps names in a journal.
      if (!System.getProperty("os.name", "").startsWith("Windows")) {
        throw e;
      }
    }
  }
}
