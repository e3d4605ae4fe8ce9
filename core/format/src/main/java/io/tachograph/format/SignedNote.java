package io.tachograph.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A C2SP signed note: a text that ends in a newline, an empty line, and signature lines. Immutable.
 */
public final class SignedNote {
  /** So much of a note is read at most, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_LINES = 100;
  private static final String SIGNATURE_START = "\u2014 ";

  /**
   * A signature line.
   *
   * @param name the signing key's
   * @param bytes the key's id and the signature
   */
  record Line(String name, Bytes bytes) {
    boolean isBy(byte[] id) {
      byte[] all = bytes.value();
      return all.length > id.length && Arrays.equals(all, 0, id.length, id, 0, id.length);
    }

    byte[] signature() {
      byte[] all = bytes.value();
      return Arrays.copyOfRange(all, VerifierKey.ID_BYTES, all.length);
    }

    @Override
    public String toString() {
      return SIGNATURE_START + name + " " + Base64.getEncoder().encodeToString(bytes.value());
    }
  }

  /** Bytes that nobody else holds. */
  static final class Bytes {
    private final byte[] value;

    Bytes(byte[] value) {
      this.value = value;
    }

    byte[] value() {
      return value;
    }
  }

  private final String text;
  private final List<Line> lines;

  SignedNote(String text, List<Line> lines) {
    this.text = text;
    this.lines = List.copyOf(lines);
  }

  /**
   * Reads a note; signatures are not verified.
   *
   * @throws MalformedNoteException if it is none
   */
  public static SignedNote parse(byte[] bytes) throws MalformedNoteException {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedNoteException("a note has at most 65536 bytes: bytes=" + bytes.length);
    }
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedNoteException("a note is UTF-8", e);
    }
  }

  /**
   * As {@link #parse(byte[])}.
   *
   * @throws MalformedNoteException if it is none
   */
  public static SignedNote parse(String note) throws MalformedNoteException {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n") || split + 2 == note.length()) {
      throw new MalformedNoteException("a note is a text, an empty line and signature lines");
    }
    String text = note.substring(0, split + 1);
    if (text.codePoints().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new MalformedNoteException("a note holds no control characters");
    }
    List<Line> lines = new ArrayList<>();
    for (String line : note.substring(split + 2, note.length() - 1).split("\n", -1)) {
      lines.add(line(line));
      if (lines.size() > MAX_LINES) {
        throw new MalformedNoteException("a note has at most 100 signatures");
      }
    }
    return new SignedNote(text, lines);
  }

  private static Line line(String line) throws MalformedNoteException {
    int space = line.indexOf(' ', SIGNATURE_START.length());
    if (!line.startsWith(SIGNATURE_START) || space < 0) {
      throw new MalformedNoteException("a signature line is: em dash, name, base64");
    }
    String name = line.substring(SIGNATURE_START.length(), space);
    try {
      byte[] bytes = StrictBase64.decode(line.substring(space + 1));
      if (bytes.length <= VerifierKey.ID_BYTES || !VerifierKey.isName(name)) {
        throw new MalformedNoteException("a signature line without key or signature");
      }
      return new Line(name, new Bytes(bytes));
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("a signature that is not base64", e);
    }
  }

  /** What was signed, the newline at its end included. */
  public String text() {
    return text;
  }

  byte[] textBytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  List<Line> lines() {
    return lines;
  }

  /** The names of the keys that claim to have signed, in order. */
  public List<String> signers() {
    return lines.stream().map(Line::name).toList();
  }

  /**
   * The ids of the keys that claim to have signed, 8 hexadecimal digits each, in order; nothing is
   * verified.
   */
  public List<String> keyIds() {
    return lines.stream()
        .map(line -> HexFormat.of().formatHex(line.bytes().value(), 0, VerifierKey.ID_BYTES))
        .toList();
  }

  /** The note, as it is kept and handed on. */
  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    lines.forEach(line -> note.append(line).append('\n'));
    return note.toString();
  }
}
