package io.tachograph.agent.completion;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods and interfaces of one {@link PublisherKind} as a host's loader has them. Kept with a
 * class of the host's, for it refers to others.
 */
final class PublisherProtocol {
  private static final List<String> MORE_OF_A_SOURCE =
      List.of("reactor.core.CorePublisher", "reactor.core.Scannable");

  /** Public, but nobody's type. */
  private static final List<String> BASES_OF_OPERATORS =
      List.of("reactor.core.publisher.MonoOperator", "reactor.core.publisher.FluxOperator");

  private final PublisherKind kind;
  private final Class<?> type;
  private final @Nullable MethodHandle factory;
  private final MethodHandle subscribe;
  private final @Nullable ClassLoader sourceLoader;
  private final Class<?>[] sourceTypes;
  private final Class<?>[] observerTypes;
  private final Class<?>[] subscriptionTypes;

  /**
   * Finds them.
   *
   * @param returned the class of what is followed
   * @param type the type of that kind that it extends or implements
   */
  PublisherProtocol(PublisherKind kind, Class<?> returned, Class<?> type)
      throws ReflectiveOperationException {
    this.kind = kind;
    this.type = type;
    Class<?> source = type;
    if (kind.factory() == null) {
      factory = null;
      sourceLoader = returned.getClassLoader();
    } else {
      Method making = Handles.method(type, kind.factory(), kind.source());
      factory = Handles.generic(making);
      source = making.getParameterTypes()[0];
      sourceLoader = type.getClassLoader();
    }
    subscribe = Handles.generic(onlyMethod(source, "subscribe"));
    sourceTypes = sourceTypes(returned, source);
    Class<?> observer = Handles.method(type, "subscribe", kind.observer()).getParameterTypes()[0];
    observerTypes = new Class<?>[] {observer};
    subscriptionTypes = onlyMethod(observer, "onSubscribe").getParameterTypes();
  }

  private static Method onlyMethod(Class<?> type, String name) throws NoSuchMethodException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == 1) {
        return method;
      }
    }
    throw new NoSuchMethodException(type.getName() + "." + name);
  }

  /** What our source is: where nothing of the framework stands around it, all that it was. */
  private Class<?>[] sourceTypes(Class<?> returned, Class<?> source) {
    Set<Class<?>> types = new LinkedHashSet<>(List.of(source));
    for (Class<?> supertype : Supertypes.of(returned)) {
      boolean wanted = factory == null || MORE_OF_A_SOURCE.contains(supertype.getName());
      if (wanted && Proxies.canImplement(supertype, sourceLoader)) {
        types.add(supertype);
      }
    }
    return types.toArray(Class<?>[]::new);
  }

  /** Whether the first value is the end. */
  boolean single() {
    return kind.single();
  }

  /** Whether what replaces an object of that class is an instance of the type, too. */
  boolean gives(Class<?> declared) {
    if (factory != null) {
      return declared.isAssignableFrom(type);
    }
    for (Class<?> implemented : sourceTypes) {
      if (declared.isInterface() && declared.isAssignableFrom(implemented)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a host may know the class by more than the framework's type, and cast to it: one that
   * is public and not the framework's own business, or in the package of the audited class.
   */
  boolean isMoreThanItsType(Class<?> returned, String packageName) {
    if (factory == null) {
      return false;
    }
    for (Class<?> at = returned; at != null && at != type; at = at.getSuperclass()) {
      boolean open = Modifier.isPublic(at.getModifiers()) && !isInternal(at);
      if (open || at.getPackageName().equals(packageName)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInternal(Class<?> type) {
    return type.getName().matches("io[.]reactivex[.](.*[.])?internal[.].*")
        || BASES_OF_OPERATORS.contains(type.getName());
  }

  /** What the method returns in place of a source: the framework's own type around ours. */
  @Nullable Object replacement(FollowedPublisher source) throws Throwable {
    Object made = Proxies.make(sourceLoader, sourceTypes, source);
    return factory == null ? made : factory.invoke(made);
  }

  boolean isObserver(@Nullable Object observer) {
    return observerTypes[0].isInstance(observer);
  }

  void subscribe(Object source, @Nullable Object observer) throws Throwable {
    subscribe.invoke(source, observer);
  }

  Object observer(FollowedObserver behind) {
    return Proxies.make(observerTypes[0].getClassLoader(), observerTypes, behind);
  }

  Object subscription(InvocationHandler behind) {
    return Proxies.make(subscriptionTypes[0].getClassLoader(), subscriptionTypes, behind);
  }

  /** Gives an observer a signal of our own. */
  void signal(Object observer, String name, Object value) throws Throwable {
    Handles.generic(onlyMethod(observerTypes[0], name)).invoke(observer, value);
  }
}
