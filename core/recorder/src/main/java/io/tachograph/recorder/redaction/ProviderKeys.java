package io.tachograph.recorder.redaction;

import java.util.List;

/**
 * All forms of providers' keys, by the first character: nearly no word of a text has to be
 * compared.
 */
final class ProviderKeys {
  private static final ProviderKey[] NONE = {};

  private static final ProviderKey[][] BY_FIRST = new ProviderKey[128][];

  static {
    List<ProviderKey> all = ProviderKey.all();
    for (int c = 0; c < BY_FIRST.length; c++) {
      char first = (char) c;
      BY_FIRST[c] =
          all.stream().filter(key -> key.prefix().charAt(0) == first).toArray(ProviderKey[]::new);
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
