package io.tachograph.agent.completion;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Finds public methods of a host's public types. A handle refers to the host's class, so it must be
 * kept with that class and nowhere else.
 */
final class Handles {
  private Handles() {}

  /** The method of that name whose one parameter is of the type with this simple name. */
  static Method method(Class<?> type, String name, String parameter) throws NoSuchMethodException {
    for (Method method : type.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (method.getName().equals(name)
          && parameters.length == 1
          && parameters[0].getSimpleName().equals(parameter)) {
        return method;
      }
    }
    throw new NoSuchMethodException(type.getName() + "." + name + "(" + parameter + ")");
  }

  /** A handle that takes and returns objects, whatever the method's own types are. */
  static MethodHandle generic(Method method) throws IllegalAccessException {
    int receiver = Modifier.isStatic(method.getModifiers()) ? 0 : 1;
    return MethodHandles.publicLookup()
        .unreflect(method)
        .asType(MethodType.genericMethodType(method.getParameterCount() + receiver));
  }
}
