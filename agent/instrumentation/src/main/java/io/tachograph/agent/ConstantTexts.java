package io.tachograph.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** Texts to look for among the constants of class files, by their length. Immutable. */
final class ConstantTexts {
  private static final byte[][] NONE = {};

  private final byte[][][] byLength;

  ConstantTexts(Collection<String> texts) {
    int longest = texts.stream().mapToInt(String::length).max().orElse(-1);
    byLength = new byte[longest + 1][][];
    Arrays.fill(byLength, NONE);
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[][] others = byLength[bytes.length];
      byte[][] all = Arrays.copyOf(others, others.length + 1);
      all[others.length] = bytes;
      byLength[bytes.length] = all;
    }
  }

  /** Whether what stands there is one of them. */
  boolean contain(byte[] file, int from, int length) {
    if (length >= byLength.length) {
      return false;
    }
    for (byte[] text : byLength[length]) {
      if (file[from + length / 2] == text[length / 2]
          && Arrays.equals(file, from, from + length, text, 0, length)) {
        return true;
      }
    }
    return false;
  }

  boolean contain(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return contain(bytes, 0, bytes.length);
  }
}
