package io.tachograph.recorder.redaction;

import java.util.Arrays;

/**
 * All forms of providers' keys, by the first character: nearly no word of a text has to be
 * compared.
 */
final class ProviderKeys {
  private static final ProviderKey[] NONE = {};

  private static final ProviderKey[][] BY_FIRST = new ProviderKey[128][];

  static {
    Arrays.fill(BY_FIRST, NONE);
    for (ProviderKey key : ProviderKey.all()) {
      int first = key.prefix().charAt(0);
      int known = BY_FIRST[first].length;
      BY_FIRST[first] = Arrays.copyOf(BY_FIRST[first], known + 1);
      BY_FIRST[first][known] = key;
    }
  }

  private ProviderKeys() {}

  /** The key that begins at {@code start}, or {@link Span#NONE}. */
  static long at(String text, int start) {
    char c = text.charAt(start);
    ProviderKey[] candidates = c < BY_FIRST.length ? BY_FIRST[c] : NONE;
    for (ProviderKey key : candidates) {
      int end = key.end(text, start);
      if (end >= 0) {
        return Span.of(start, end);
      }
    }
    return Span.NONE;
  }
}
