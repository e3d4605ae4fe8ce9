package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A document as its file has it, read once and whole.
 *
 * @param file absolute
 * @param text as written, to the character
 * @param sha256 of the text's UTF-8 bytes, in hexadecimal
 * @param values what the text says
 */
record SourceDocument(Path file, DocumentKind kind, String text, String sha256, ObjectNode values) {
  /** The longest file that is read: 8 MiB. Real ones have some kilobytes. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final String ALLOWED_BYTES = "files of at most " + MAX_BYTES + " bytes";
  private static final String REGULAR = "a regular file";

  /**
   * Reads a file.
   *
   * @param folder which a symbolic link must not lead out of
   * @throws DocumentException if it is no document that is taken
   */
  static SourceDocument read(Path file, Path folder) {
    return of(file, text(file, folder));
  }

  /** As {@link #read(Path, Path)}, of a kind that is known. */
  static SourceDocument read(Path file, Path folder, DocumentKind kind) {
    String text = text(file, folder);
    return of(file, kind, text, DocumentText.values(text));
  }

  /** The document that a text is, of the kind that the file's name says, or else its shape. */
  static SourceDocument of(Path file, String text) {
    DocumentKind named = DocumentKind.ofFileName(String.valueOf(file.getFileName())).orElse(null);
    ObjectNode values = DocumentText.values(text);
    DocumentKind kind =
        named != null
            ? named
            : DocumentKind.ofShape(values)
                .orElseThrow(
                    () ->
                        DocumentException.whole(
                            "The file has neither the name nor the shape of a document that is"
                                + " known",
                            names()));
    return of(file, kind, text, values);
  }

  static SourceDocument of(Path file, DocumentKind kind, String text, ObjectNode values) {
    boolean memory = DocumentKind.ofShape(values).filter(DocumentKind.MEMORY::equals).isPresent();
    if (kind == DocumentKind.MEMORY && !memory) {
      throw DocumentException.whole(
          "The document has nothing of a project's memory", "narrative, domain or trajectory");
    }
    return new SourceDocument(file, kind, text, sha256(bytes(text)), values);
  }

  /** Whether the file still has what was read. */
  boolean isStillThere() {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAX_BYTES + 1), bytes(text));
    } catch (IOException e) {
      return false;
    }
  }

  private static String names() {
    return Field.words(Arrays.stream(DocumentKind.values()), DocumentKind::fileName);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Path file, Path folder) {
    try {
      Path real = inside(file, folder);
      BasicFileAttributes attributes =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        throw DocumentException.whole("There is a folder where a file is expected", REGULAR);
      }
      if (!attributes.isRegularFile()) {
        throw DocumentException.whole("What stands there is no regular file", REGULAR);
      }
      if (attributes.size() > MAX_BYTES) {
        throw tooLong(attributes.size());
      }
      try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw tooLong(bytes.length);
        }
        return decoded(bytes);
      }
    } catch (NoSuchFileException e) {
      throw DocumentException.whole("There is no such file", "a file that exists", e);
    } catch (IOException e) {
      throw DocumentException.whole("The file cannot be read: " + e, "a readable file", e);
    }
  }

  /** The file itself, behind links; those may not lead out of the folder. */
  private static Path inside(Path file, Path folder) throws IOException {
    Path real = file.toRealPath();
    if (Files.isSymbolicLink(file) && !real.startsWith(folder.toRealPath())) {
      throw DocumentException.whole(
          "The file is a symbolic link that leads out of its folder: target=" + real,
          "files in folder=" + folder);
    }
    return real;
  }

  private static DocumentException tooLong(long bytes) {
    return DocumentException.whole("The file is too long: bytes=" + bytes, ALLOWED_BYTES);
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw DocumentException.whole("The file is not JSON, its text is not UTF-8", "UTF-8", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
