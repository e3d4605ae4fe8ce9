package io.tachograph.agent.preset;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A getter of that name, or a field where a class has no such getter, found for each class once.
 * Kept with the class that it is of, so that it keeps no class loader alive. Thread-safe.
 */
final class Getter {
  private static final MethodType FROM_OBJECT = MethodType.methodType(Object.class, Object.class);

  private final String name;
  private final ClassValue<Optional<MethodHandle>> handles =
      new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
          return Optional.ofNullable(find(type)).map(handle -> handle.asType(FROM_OBJECT));
        }
      };

  Getter(String name) {
    this.name = name;
  }

  /** What it gives, or null if the target's class has no such getter. */
  @Nullable Object get(Object target) {
    Optional<MethodHandle> handle = handles.get(target.getClass());
    if (handle.isEmpty()) {
      return null;
    }
    try {
      return handle.get().invokeExact(target);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a getter threw: name=" + name, e);
    }
  }

  private @Nullable MethodHandle find(Class<?> type) {
    try {
      MethodHandle method = method(type);
      return method == null ? field(type) : method;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("not to be called: name=" + name + " class=" + type, e);
    }
  }

  /** The method as the first accessible type declares it: the class itself may be nobody's. */
  private @Nullable MethodHandle method(Class<?> type) throws IllegalAccessException {
    Method found = null;
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == 0
          && !Modifier.isStatic(method.getModifiers())
          && (method.trySetAccessible() || found == null)) {
        found = method;
      }
    }
    for (Class<?> at = type; found == null && at != null; at = at.getSuperclass()) {
      found = declared(at);
    }
    return found == null ? null : MethodHandles.lookup().unreflect(found);
  }

  private @Nullable Method declared(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod(name);
      return method.trySetAccessible() && !Modifier.isStatic(method.getModifiers()) ? method : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private @Nullable MethodHandle field(Class<?> type) throws IllegalAccessException {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name) && field.trySetAccessible()) {
          return MethodHandles.lookup().unreflectGetter(field);
        }
      }
    }
    return null;
  }
}
