package io.tachograph.agent;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The types that hand down marks, by name and class loader: those that have such a method, and all
 * under them. Keeps no loader alive. Thread-safe.
 */
final class MarkedTypes {
  private static final int SMALLEST_TABLE = 64;

  /** A type of that name in one loader. */
  private record Entry(WeakReference<ClassLoader> loader, InheritedMarks marks) {
    boolean isOf(ClassLoader other) {
      return loader.refersTo(other);
    }

    boolean isGone() {
      return loader.refersTo(null);
    }
  }

  private final Map<String, List<Entry>> types = new ConcurrentHashMap<>();
  private final Object writing = new Object();

  /** The names' hashes, open addressing, 0 for free: says no to nearly every name at once. */
  private volatile int[] hashes = new int[SMALLEST_TABLE];

  /** Adds a type, or what became of it; without marks it is forgotten. */
  void put(String name, ClassLoader loader, InheritedMarks marks) {
    if (marks.isEmpty() && !knows(name)) {
      return;
    }
    synchronized (writing) {
      Stream<Entry> others =
          types.getOrDefault(name, List.of()).stream().filter(e -> !e.isGone() && !e.isOf(loader));
      Stream<Entry> added =
          marks.isEmpty()
              ? Stream.empty()
              : Stream.of(new Entry(new WeakReference<>(loader), marks));
      List<Entry> entries = Stream.concat(others, added).toList();
      if (entries.isEmpty()) {
        types.remove(name);
      } else {
        types.put(name, entries);
        addHash(name);
      }
    }
  }

  private void addHash(String name) {
    int[] table = hashes;
    if (mayKnow(ClassFileHead.nameHash(name))) {
      return;
    }
    if (2 * types.size() > table.length) {
      types.values().removeIf(entries -> entries.stream().allMatch(Entry::isGone));
      table = new int[Math.max(SMALLEST_TABLE, 4 * Integer.highestOneBit(types.size()))];
      for (String known : types.keySet()) {
        place(table, ClassFileHead.nameHash(known));
      }
    } else {
      place(table, ClassFileHead.nameHash(name));
    }
    hashes = table;
  }

  private static void place(int[] table, int hash) {
    int at = first(table, hash);
    while (table[at] != 0 && table[at] != hash) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = hash;
  }

  private static int first(int[] table, int hash) {
    return (hash ^ (hash >>> 16)) & (table.length - 1);
  }

  /**
   * Whether a name may be known; a no is certain.
   *
   * @param hash {@link ClassFileHead#nameHash(String)} of the name
   */
  boolean mayKnow(int hash) {
    int[] table = hashes;
    int at = first(table, hash);
    while (table[at] != 0) {
      if (table[at] == hash) {
        return true;
      }
      at = (at + 1) & (table.length - 1);
    }
    return false;
  }

  /** Whether a type of that name is known, in any loader. */
  boolean knows(String name) {
    return types.containsKey(name);
  }

  /** The marks that a type hands down. */
  InheritedMarks of(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    for (Entry entry : types.getOrDefault(type.getName(), List.of())) {
      if (loader != null && entry.isOf(loader)) {
        return entry.marks;
      }
    }
    return InheritedMarks.NONE;
  }
}
