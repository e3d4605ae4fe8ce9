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
      Method method = method(type);
      if (method != null) {
        return MethodHandles.lookup().unreflect(method);
      }
      Field field = field(type);
      return field == null ? null : MethodHandles.lookup().unreflectGetter(field);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("not to be called: name=" + name + " class=" + type, e);
    }
  }

  /** As the class itself declares it, or the first of its super types where it can be called. */
  private @Nullable Method method(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    Method method = declared(type);
    for (Class<?> superType : type.getInterfaces()) {
      method = method == null ? method(superType) : method;
    }
    return method == null ? method(type.getSuperclass()) : method;
  }

  private @Nullable Method declared(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod(name);
      return Modifier.isStatic(method.getModifiers()) || !method.trySetAccessible() ? null : method;
    } catch (NoSuchMethodException | LinkageError e) {
      // Of an optional library that is not there, a class cannot say what it declares.
      return null;
    }
  }

  private @Nullable Field field(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    try {
      Field field = type.getDeclaredField(name);
      if (field.trySetAccessible()) {
        return field;
      }
    } catch (NoSuchFieldException | LinkageError e) {
      return field(type.getSuperclass());
    }
    return field(type.getSuperclass());
  }
}
