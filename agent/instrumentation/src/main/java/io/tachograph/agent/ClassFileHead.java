package io.tachograph.agent;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the front of a class file (JVMS 4.1): its constants, and the names of its super
 * types right behind. Nothing else is parsed: for nearly every class of a host this is all that the
 * agent costs. Used once, while the bytes are at hand.
 */
final class ClassFileHead {
  private static final int MAGIC = 0xcafebabe;
  private static final int COUNT_OFFSET = 8;
  private static final int POOL_OFFSET = 10;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;

  private final byte[] file;
  private final int[] constants;

  /** Where the class's flags stand, right behind the constants. */
  private final int flags;

  private final boolean mentions;

  private ClassFileHead(byte[] file, int[] constants, int flags, boolean mentions) {
    this.file = file;
    this.constants = constants;
    this.flags = flags;
    this.mentions = mentions;
  }

  /**
   * Reads it.
   *
   * @param texts looked for among the constants
   * @return null for bytes that are no class file, as far as this reads
   */
  static @Nullable ClassFileHead read(byte[] file, int offset, int length, ConstantTexts texts) {
    int end = offset + length;
    if (offset < 0
        || length < POOL_OFFSET
        || end < 0
        || end > file.length
        || u4(file, offset) != MAGIC) {
      return null;
    }
    int count = u2(file, offset + COUNT_OFFSET);
    int[] constants = new int[count];
    boolean mentions = false;
    int at = offset + POOL_OFFSET;
    for (int index = 1; index < count; index++) {
      if (at + 3 > end) {
        return null;
      }
      constants[index] = at;
      int tag = file[at];
      if (tag == UTF8) {
        int size = u2(file, at + 1);
        at += 3;
        if (at + size > end) {
          return null;
        }
        mentions = mentions || texts.contain(file, at, size);
        at += size;
      } else if (tag == 5 || tag == 6) {
        // Long and double constants take two indexes.
        index++;
        at += 9;
      } else {
        int size = sizeOf(tag);
        if (size == 0) {
          return null;
        }
        at += size;
      }
    }
    boolean complete = at + 8 <= end && at + 8 + 2 * u2(file, at + 6) <= end;
    return complete ? new ClassFileHead(file, constants, at, mentions) : null;
  }

  private static int sizeOf(int tag) {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> 0;
    };
  }

  /** Whether one of the texts is a constant. */
  boolean mentions() {
    return mentions;
  }

  /** How many super types there are: the super class, if any, and the interfaces. */
  int superTypes() {
    return 1 + u2(file, flags + 6);
  }

  /** Where the text constant with a super type's name stands; -1 if there is none. */
  private int nameOf(int superType) {
    return nameAt(superType == 0 ? flags + 4 : flags + 6 + 2 * superType);
  }

  private int nameAt(int position) {
    int index = u2(file, position);
    int constant = index < constants.length ? constants[index] : 0;
    if (constant == 0 || file[constant] != CLASS) {
      return -1;
    }
    int name = u2(file, constant + 1);
    int text = name < constants.length ? constants[name] : 0;
    return text == 0 || file[text] != UTF8 ? -1 : text;
  }

  /** Whether a super type can be of the host: it is there, and not in a package of the JDK. */
  boolean maybeOfTheHost(int superType) {
    int at = nameOf(superType);
    return at >= 0 && !(begins(at, "java/") || begins(at, "jdk/") || begins(at, "sun/"));
  }

  private boolean begins(int at, String start) {
    if (u2(file, at + 1) < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (file[at + 3 + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** What {@link #nameHash(String)} gives for the name of a super type that may be of the host. */
  int nameHash(int superType) {
    int at = nameOf(superType);
    return hash(file, at + 3, u2(file, at + 1));
  }

  /** As {@link #nameHash(int)}, of the class itself; 1 if its name is nowhere. */
  int ownNameHash() {
    int at = nameAt(flags + 2);
    return at < 0 ? 1 : hash(file, at + 3, u2(file, at + 1));
  }

  /** A number other than 0 that equal names, internal or binary, have in common. */
  static int nameHash(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return hash(bytes, 0, bytes.length);
  }

  private static int hash(byte[] bytes, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      int c = bytes[i];
      hash = 31 * hash + (c == '/' ? '.' : c);
    }
    return hash == 0 ? 1 : hash;
  }

  /** The binary name of a super type; empty where the file has none. */
  String name(int superType) {
    int at = nameOf(superType);
    return at < 0
        ? ""
        : new String(file, at + 3, u2(file, at + 1), StandardCharsets.UTF_8).replace('/', '.');
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static int u4(byte[] bytes, int at) {
    return u2(bytes, at) << 16 | u2(bytes, at + 2);
  }
}
