package io.tachograph.agent.preset;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a framework calls by reflection is annotated so that it is recorded itself: a
 * method, one that it overrides, or a function of Kotlin.
 */
final class AnnotatedElements {
  private static final Path ANNOTATIONS = Path.of("getAnnotations");

  private AnnotatedElements() {}

  /** Whether an element carries an annotation of that class. */
  static boolean isMarked(@Nullable Object element, String annotation) {
    if (element instanceof Method method) {
      return withOverridden(method.getDeclaringClass(), method)
          .flatMap(m -> Arrays.stream(m.getAnnotations()))
          .anyMatch(a -> isOf(a, annotation));
    }
    return ANNOTATIONS.from(element) instanceof List<?> annotations
        && annotations.stream().anyMatch(a -> a instanceof Annotation at && isOf(at, annotation));
  }

  private static boolean isOf(Annotation annotation, String className) {
    return annotation.annotationType().getName().equals(className);
  }

  private static Stream<Method> withOverridden(@Nullable Class<?> type, Method method) {
    if (type == null) {
      return Stream.empty();
    }
    Stream<Method> here;
    try {
      here = Stream.of(type.getDeclaredMethod(method.getName(), method.getParameterTypes()));
    } catch (NoSuchMethodException e) {
      here = Stream.empty();
    }
    Stream<Class<?>> above =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    return Stream.concat(here, above.flatMap(t -> withOverridden(t, method)));
  }
}
