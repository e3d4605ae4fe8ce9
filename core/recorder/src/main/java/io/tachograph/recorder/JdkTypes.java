package io.tachograph.recorder;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows the classes of the JDK whose content can be read without running a line of the host's code.
 * Exact classes: a subclass may be the host's, and a wrapper or view may stand before one. None
 * that lock: capture must not wait for a lock that the host holds.
 */
final class JdkTypes {
  private static final Set<String> COLLECTIONS =
      Set.of(
          "java.util.ArrayList",
          "java.util.LinkedList",
          "java.util.ArrayDeque",
          "java.util.Arrays$ArrayList",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.util.TreeSet",
          "java.util.PriorityQueue",
          "java.util.RegularEnumSet",
          "java.util.JumboEnumSet",
          "java.util.ImmutableCollections$ListN",
          "java.util.ImmutableCollections$List12",
          "java.util.ImmutableCollections$SubList",
          "java.util.ImmutableCollections$SetN",
          "java.util.ImmutableCollections$Set12",
          "java.util.Collections$EmptyList",
          "java.util.Collections$EmptySet",
          "java.util.Collections$SingletonList",
          "java.util.Collections$SingletonSet",
          "java.util.Collections$CopiesList",
          "java.util.HashMap$KeySet",
          "java.util.HashMap$Values",
          "java.util.LinkedHashMap$LinkedKeySet",
          "java.util.LinkedHashMap$LinkedValues",
          "java.util.concurrent.CopyOnWriteArrayList",
          "java.util.concurrent.CopyOnWriteArraySet",
          "java.util.concurrent.ConcurrentLinkedQueue",
          "java.util.concurrent.ConcurrentLinkedDeque",
          "java.util.concurrent.ConcurrentSkipListSet",
          "java.util.concurrent.ConcurrentHashMap$KeySetView");

  private static final Set<String> MAPS =
      Set.of(
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.TreeMap",
          "java.util.Properties",
          "java.util.IdentityHashMap",
          "java.util.EnumMap",
          "java.util.WeakHashMap",
          "java.util.ImmutableCollections$Map1",
          "java.util.ImmutableCollections$MapN",
          "java.util.Collections$EmptyMap",
          "java.util.Collections$SingletonMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentSkipListMap");

  /** Wrappers that hold another collection, which must be looked at itself. */
  private static final Map<String, String> WRAPPED_FIELD =
      Map.ofEntries(
          Map.entry("java.util.Collections$UnmodifiableCollection", "c"),
          Map.entry("java.util.Collections$UnmodifiableSet", "c"),
          Map.entry("java.util.Collections$UnmodifiableSortedSet", "c"),
          Map.entry("java.util.Collections$UnmodifiableNavigableSet", "c"),
          Map.entry("java.util.Collections$UnmodifiableSequencedCollection", "c"),
          Map.entry("java.util.Collections$UnmodifiableSequencedSet", "c"),
          Map.entry("java.util.Collections$UnmodifiableList", "c"),
          Map.entry("java.util.Collections$UnmodifiableRandomAccessList", "c"),
          Map.entry("java.util.Collections$SynchronizedCollection", "c"),
          Map.entry("java.util.Collections$SynchronizedSet", "c"),
          Map.entry("java.util.Collections$SynchronizedList", "c"),
          Map.entry("java.util.Collections$SynchronizedRandomAccessList", "c"),
          Map.entry("java.util.Collections$CheckedCollection", "c"),
          Map.entry("java.util.Collections$CheckedSet", "c"),
          Map.entry("java.util.Collections$CheckedList", "c"),
          Map.entry("java.util.Collections$CheckedRandomAccessList", "c"),
          Map.entry("java.util.Collections$UnmodifiableMap", "m"),
          Map.entry("java.util.Collections$UnmodifiableSortedMap", "m"),
          Map.entry("java.util.Collections$UnmodifiableNavigableMap", "m"),
          Map.entry("java.util.Collections$UnmodifiableSequencedMap", "m"),
          Map.entry("java.util.Collections$SynchronizedMap", "m"),
          Map.entry("java.util.Collections$CheckedMap", "m"));

  /** Final or exactly known classes whose {@code toString} is the JDK's and says what they hold. */
  private static final Set<String> TEXTS =
      Set.of(
          "java.lang.StringBuilder",
          "java.math.BigInteger",
          "java.math.BigDecimal",
          "java.util.UUID",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble",
          "java.util.Locale",
          "java.util.Currency",
          "java.util.Date",
          "java.util.regex.Pattern",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.net.URI",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.io.File",
          "sun.nio.fs.UnixPath",
          "sun.nio.fs.WindowsPath",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp");

  /** What a value of a class may be captured as. */
  enum Shape {
    COLLECTION,
    MAP,
    WRAPPER,
    TEXT,
    OPAQUE
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return shape(type);
        }
      };

  private JdkTypes() {}

  static Shape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static Shape shape(Class<?> type) {
    String name = type.getName();
    if (!isOfTheJdk(type)) {
      return Shape.OPAQUE;
    } else if (COLLECTIONS.contains(name)) {
      return Shape.COLLECTION;
    } else if (MAPS.contains(name)) {
      return Shape.MAP;
    } else if (WRAPPED_FIELD.containsKey(name)) {
      return Shape.WRAPPER;
    } else if (TEXTS.contains(name) || type.getPackageName().equals("java.time")) {
      return Shape.TEXT;
    }
    return Shape.OPAQUE;
  }

  /** Whether the class came with the JDK, so that its methods are not the host's. */
  static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /**
   * What a wrapper holds, or null where {@code java.util} is not open to us: then it stays closed,
   * for iterating over the wrapper may run the host's code.
   */
  static @Nullable Object unwrap(Object wrapper) {
    String fieldName = WRAPPED_FIELD.get(wrapper.getClass().getName());
    for (Class<?> type = wrapper.getClass(); type != null; type = type.getSuperclass()) {
      Object held = heldBy(wrapper, type, fieldName);
      if (held instanceof Collection || held instanceof Map) {
        return held;
      }
    }
    return null;
  }

  private static @Nullable Object heldBy(
      Object wrapper, Class<?> type, @Nullable String fieldName) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(fieldName) && field.trySetAccessible()) {
        try {
          return field.get(wrapper);
        } catch (IllegalAccessException e) {
          return null;
        }
      }
    }
    return null;
  }
}
