package io.tachograph.format;

/**
 * Where the fields of an entry stand. All integers are little-endian.
 *
 * <pre>
 *   0        1        2                 4                                   8
 *  +--------+--------+-----------------+-----------------------------------+
 *  | version| flags  | T: type length  | B: body length                    |
 *  +--------+--------+-----------------+-----------------------------------+
 *  | seq                                                                   |  8
 *  +-----------------------------------------------------------------------+
 *  | time: nanoseconds since 1970-01-01T00:00:00Z                          | 16
 *  +-----------------------------------------------------------------------+
 *  | prev: hash of entry seq - 1                                           | 24
 *  |                                                              32 bytes |
 *  +-----------------------------------------------------------------------+
 *  | id: UUIDv7, RFC 9562 order (big-endian)                      16 bytes | 56
 *  +-----------------------------------------------------------------------+
 *  | type: T bytes of ASCII [a-z0-9_.]                                     | 72
 *  +-----------------------------------------------------------------------+
 *  | body: B bytes, one JSON object, UTF-8                                 | 72 + T
 *  +-----------------------------------------------------------------------+
 * </pre>
 */
public final class EntryLayout {
  /** The one version there is. */
  public static final byte VERSION = 1;

  /** Bits of {@code flags} that a reader of this version knows: none. */
  public static final int KNOWN_FLAGS = 0;

  public static final int VERSION_OFFSET = 0;
  public static final int FLAGS_OFFSET = 1;
  public static final int TYPE_LENGTH_OFFSET = 2;
  public static final int BODY_LENGTH_OFFSET = 4;
  public static final int SEQ_OFFSET = 8;
  public static final int TIME_OFFSET = 16;
  public static final int PREV_OFFSET = 24;
  public static final int ID_OFFSET = 56;

  /** Where {@code type} begins, and so the length of all that stands before it. */
  public static final int TYPE_OFFSET = 72;

  public static final int MIN_TYPE_LENGTH = 1;
  public static final int MAX_TYPE_LENGTH = 64;

  /** The length of <code>{}</code>. */
  public static final int MIN_BODY_LENGTH = 2;

  public static final int MAX_BODY_LENGTH = 16 * 1024 * 1024;

  public static final int MIN_ENTRY_LENGTH = TYPE_OFFSET + MIN_TYPE_LENGTH + MIN_BODY_LENGTH;
  public static final int MAX_ENTRY_LENGTH = TYPE_OFFSET + MAX_TYPE_LENGTH + MAX_BODY_LENGTH;

  private EntryLayout() {}
}
