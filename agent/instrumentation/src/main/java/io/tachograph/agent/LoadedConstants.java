package io.tachograph.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks for texts among the constants of loaded classes, in the JVM's own copy of them: no class
 * file is read and nothing of the class is resolved. Needs {@code java.lang} and {@code
 * jdk.internal.reflect} opened to us; where that view is missing every class may have them.
 * Immutable.
 */
final class LoadedConstants {
  private final ConstantTexts texts;
  private final @Nullable Access access = Access.find();

  LoadedConstants(ConstantTexts texts) {
    this.texts = texts;
  }

  /**
   * The JDK's view of a class's constants.
   *
   * @param utf8 the tag of a text
   */
  private record Access(
      MethodHandle pool, MethodHandle size, MethodHandle tag, MethodHandle text, Object utf8) {
    static @Nullable Access find() {
      try {
        Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
        Class<?> tag = Class.forName("jdk.internal.reflect.ConstantPool$Tag");
        MethodHandles.Lookup inClass =
            MethodHandles.privateLookupIn(Class.class, MethodHandles.lookup());
        MethodHandles.Lookup inPool = MethodHandles.privateLookupIn(pool, MethodHandles.lookup());
        return new Access(
            inClass
                .findVirtual(Class.class, "getConstantPool", MethodType.methodType(pool))
                .asType(MethodType.methodType(Object.class, Class.class)),
            inPool
                .findVirtual(pool, "getSize", MethodType.methodType(int.class))
                .asType(MethodType.methodType(int.class, Object.class)),
            inPool
                .findVirtual(pool, "getTagAt", MethodType.methodType(tag, int.class))
                .asType(MethodType.methodType(Object.class, Object.class, int.class)),
            inPool
                .findVirtual(pool, "getUTF8At", MethodType.methodType(String.class, int.class))
                .asType(MethodType.methodType(String.class, Object.class, int.class)),
            Arrays.stream(tag.getEnumConstants())
                .filter(constant -> constant.toString().equals("UTF8"))
                .findFirst()
                .orElseThrow());
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }

    boolean finds(ConstantTexts texts, Class<?> type) throws Throwable {
      Object constants = (Object) pool.invokeExact(type);
      if (constants == null) {
        return true;
      }
      int count = (int) size.invokeExact(constants);
      for (int i = 1; i < count; i++) {
        if ((Object) tag.invokeExact(constants, i) == utf8
            && texts.contain((String) text.invokeExact(constants, i))) {
          return true;
        }
      }
      return false;
    }
  }

  /** Whether one of the texts may be a constant of the class; a no is certain. */
  boolean mayMention(Class<?> type) {
    try {
      return access == null || access.finds(texts, type);
    } catch (Throwable e) {
      // Whatever kept us from looking, the class file tells.
      return true;
    }
  }
}
