package io.tachograph.agent;

import java.util.Arrays;

/**
 * Looks whether a class file's constant pool (JVMS 4.4) contains one of some texts, without parsing
 * anything else: the answer for nearly every class of a host is no, and this is all it costs.
 * Immutable.
 */
final class ConstantPoolScan {
  private static final int MAGIC = 0xcafebabe;
  private static final int COUNT_OFFSET = 8;
  private static final int POOL_OFFSET = 10;
  private static final int UTF8 = 1;

  private final byte[][] texts;

  ConstantPoolScan(byte[][] texts) {
    this.texts = texts;
  }

  /** Whether one of the texts is a constant; false for bytes that are no class file. */
  boolean finds(byte[] classFile) {
    if (classFile.length < POOL_OFFSET || u4(classFile, 0) != MAGIC) {
      return false;
    }
    int count = u2(classFile, COUNT_OFFSET);
    int at = POOL_OFFSET;
    for (int index = 1; index < count && at + 2 < classFile.length; index++) {
      int tag = classFile[at];
      if (tag == UTF8) {
        int length = u2(classFile, at + 1);
        if (isOneOfThem(classFile, at + 3, length)) {
          return true;
        }
        at += 3 + length;
      } else {
        int size = sizeOf(tag);
        if (size < 0) {
          return false;
        }
        at += size;
        // Long and double constants take two indexes.
        index += tag == 5 || tag == 6 ? 1 : 0;
      }
    }
    return false;
  }

  private boolean isOneOfThem(byte[] classFile, int from, int length) {
    for (byte[] text : texts) {
      if (text.length == length
          && from + length <= classFile.length
          && Arrays.equals(classFile, from, from + length, text, 0, length)) {
        return true;
      }
    }
    return false;
  }

  private static int sizeOf(int tag) {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> -1;
    };
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static int u4(byte[] bytes, int at) {
    return u2(bytes, at) << 16 | u2(bytes, at + 2);
  }
}
