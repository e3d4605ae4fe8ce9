package io.tachograph.bootstrap;

import io.tachograph.api.RecordingRefusedException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An interface of ours as another copy of it sees it. A call goes to the method of the same name
 * and parameter types; what this version does not know does nothing, so that older and newer copies
 * work too. Thread-safe.
 */
final class Proxied implements InvocationHandler {
  private final Supplier<? extends @Nullable Object> target;

  /** Ours by theirs. */
  private final Map<Method, Method> known = new HashMap<>();

  private Proxied(Class<?> theirs, Class<?> ours, Supplier<? extends @Nullable Object> target) {
    this.target = target;
    for (Method method : theirs.getMethods()) {
      Method same = sameOf(ours, method);
      if (same != null) {
        known.put(method, same);
      }
    }
  }

  /** Null for what only a newer copy has. */
  private static @Nullable Method sameOf(Class<?> ours, Method method) {
    try {
      return ours.getMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /**
   * Makes one.
   *
   * @param theirs the copy's interface
   * @param ours the interface of that name here
   * @param target asked at each call; null for a time when nothing stands there
   */
  static Object as(Class<?> theirs, Class<?> ours, Supplier<? extends @Nullable Object> target) {
    return Proxy.newProxyInstance(
        theirs.getClassLoader(), new Class<?>[] {theirs}, new Proxied(theirs, ours, target));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofEveryObject(proxy, method, arguments);
    }
    Method ours = known.get(method);
    Object behind = ours == null ? null : target.get();
    if (ours == null && method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    } else if (ours == null || behind == null) {
      return nothing(method.getReturnType());
    }
    try {
      return seen(ours.invoke(behind, arguments), ours.getReturnType(), method.getReturnType());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RecordingRefusedException refused) {
        throw Refusal.seenBy(method.getDeclaringClass(), refused);
      }
      CallHook.swallowed(e);
      return nothing(method.getReturnType());
    }
  }

  private static Object ofEveryObject(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "tachograph@" + System.identityHashCode(proxy);
    };
  }

  /** A result of ours in the copy's terms. */
  private static @Nullable Object seen(@Nullable Object result, Class<?> ours, Class<?> theirs) {
    if (theirs == ours || theirs.isInstance(result)) {
      return result;
    } else if (result != null && theirs.isInterface() && ours.isInterface()) {
      return as(theirs, ours, () -> result);
    }
    return nothing(theirs);
  }

  /** What does least for a caller who expects that type. */
  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    } else if (type.isPrimitive()) {
      return type == void.class ? null : zero(type);
    } else if (type.isInterface() && type.getClassLoader() != null) {
      return as(type, Object.class, () -> null);
    }
    return null;
  }

  private static Object zero(Class<?> type) {
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
  }
}
