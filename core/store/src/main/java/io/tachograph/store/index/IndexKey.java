package io.tachograph.store.index;

/**
 * What stands for a value in a column of many values: eight bytes. Two values may have the same, so
 * what is found by it has to be looked at. Those of time-ordered UUIDs follow their order, so that
 * new ones come in at one end of the index.
 */
final class IndexKey {
  private static final int UUID_CHARS = 36;
  private static final int HEX_CHARS_OF_A_LONG = 16;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private IndexKey() {}

  static long of(String value) {
    boolean isUuid = value.length() == UUID_CHARS && value.charAt(8) == '-';
    long high = 0;
    int digits = 0;
    for (int i = 0; isUuid && digits < HEX_CHARS_OF_A_LONG; i++) {
      int digit = Character.digit(value.charAt(i), 16);
      if (digit >= 0) {
        high = (high << 4) | digit;
        digits++;
      } else if (value.charAt(i) != '-') {
        isUuid = false;
      }
    }
    return isUuid ? high : hash(value);
  }

  private static long hash(String value) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
