package io.tachograph.agent;

import java.lang.reflect.Field;

/**
 * Keeps the JDK from printing on the host's stderr what is about us. From 24 on it says once that
 * {@code sun.misc.Unsafe} is used (JEP 498), which Chronicle Queue does; the flag that it has said
 * so is set before. A host that uses {@code Unsafe} itself is then not warned either.
 */
final class JdkWarnings {
  private static final String UNSAFE = "sun.misc.Unsafe";
  private static final String SAID = "memoryAccessWarned";

  private JdkWarnings() {}

  static void silence() {
    try {
      for (Field field : Class.forName(UNSAFE).getDeclaredFields()) {
        if (field.getName().equals(SAID) && field.trySetAccessible()) {
          field.setBoolean(null, true);
        }
      }
    } catch (ReflectiveOperationException e) {
      // Then the JDK prints its warning, which harms nothing.
      return;
    }
  }
}
