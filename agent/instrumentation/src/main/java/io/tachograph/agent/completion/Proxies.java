package io.tachograph.agent.completion;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects that implement a host's interfaces, of classes that the JDK makes in the host's loader:
 * no class of ours becomes visible there.
 */
final class Proxies {
  /** Handles of an interface's methods, kept with the interface. */
  private static final ClassValue<Map<Method, MethodHandle>> HANDLES =
      new ClassValue<>() {
        @Override
        protected Map<Method, MethodHandle> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Proxies() {}

  /** Whether a proxy in that loader may implement the type. */
  static boolean canImplement(Class<?> type, @Nullable ClassLoader loader) {
    return type.isInterface()
        && Modifier.isPublic(type.getModifiers())
        && !type.isSealed()
        && type.getModule().isExported(type.getPackageName())
        && isVisible(type, loader);
  }

  private static boolean isVisible(Class<?> type, @Nullable ClassLoader loader) {
    try {
      return Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  static Object make(@Nullable ClassLoader loader, Class<?>[] types, InvocationHandler behind) {
    return Proxy.newProxyInstance(loader, types, behind);
  }

  /**
   * Calls a method of an interface on what a proxy stands for; of {@link Object}'s methods, those
   * that go by identity are answered for the proxy.
   *
   * @throws Throwable what that method throws, as it is
   */
  static @Nullable Object pass(
      Object proxy, Method method, Object target, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class && !method.getName().equals("toString")) {
      return arguments == null ? System.identityHashCode(proxy) : proxy == arguments[0];
    }
    MethodHandle handle = handle(method);
    if (arguments == null || arguments.length == 0) {
      return handle.invoke(target);
    }
    return arguments.length == 1
        ? handle.invoke(target, arguments[0])
        : handle.bindTo(target).invokeWithArguments(arguments);
  }

  private static MethodHandle handle(Method method) throws IllegalAccessException {
    Map<Method, MethodHandle> handles = HANDLES.get(method.getDeclaringClass());
    MethodHandle known = handles.get(method);
    if (known == null) {
      known = Handles.generic(method);
      handles.put(method, known);
    }
    return known;
  }
}
