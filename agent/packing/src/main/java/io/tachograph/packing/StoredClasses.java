package io.tachograph.packing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Packs a jar again, with what begins with certain names stored and all else deflated. */
public final class StoredClasses {
  private StoredClasses() {}

  /**
   * Does it.
   *
   * @param arguments the jar, then how the names begin
   */
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path packed = jar.resolveSibling(jar.getFileName() + ".packed");
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(packed);
        ZipOutputStream to = new ZipOutputStream(file)) {
      to.setLevel(Deflater.BEST_COMPRESSION);
      // In its order: the manifest must stay the first.
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        copy(from, entry, to, isStored(entry.getName(), arguments));
      }
    }
    Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isStored(String name, String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      if (name.startsWith(arguments[i])) {
        return true;
      }
    }
    return false;
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to, boolean stored)
      throws IOException {
    byte[] bytes;
    try (InputStream in = from.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    ZipEntry copy = new ZipEntry(entry.getName());
    copy.setTimeLocal(entry.getTimeLocal());
    if (stored) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      copy.setMethod(ZipEntry.STORED);
      copy.setSize(bytes.length);
      copy.setCrc(sum.getValue());
    }
    to.putNextEntry(copy);
    to.write(bytes);
    to.closeEntry();
  }
}
