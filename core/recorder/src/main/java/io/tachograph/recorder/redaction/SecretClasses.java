package io.tachograph.recorder.redaction;

import io.tachograph.api.Redacted;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The classes whose values are never read: those that the user names, and those annotated {@link
 * Redacted}; with all that extend or implement them. Looked at once for each class. Thread-safe.
 */
public final class SecretClasses {
  private final List<Pattern> names;
  private final ClassValue<Boolean> known =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isSecret(type);
        }
      };

  /**
   * Classes by their binary names, in which a star stands for any characters, dots too.
   *
   * @throws IllegalArgumentException naming the one that cannot be a class's name
   */
  public SecretClasses(List<String> patterns) {
    for (String pattern : patterns) {
      if (!isName(pattern)) {
        throw new IllegalArgumentException("not a class's name: " + pattern);
      }
    }
    names =
        patterns.stream()
            .map(text -> Pattern.compile(("\\Q" + text + "\\E").replace("*", "\\E.*\\Q")))
            .toList();
  }

  private static boolean isName(String pattern) {
    return pattern.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_$.*".indexOf(c) >= 0);
  }

  /** Whether values of this class must not be read. */
  public boolean contain(Class<?> type) {
    return known.get(type);
  }

  private boolean isSecret(Class<?> type) {
    if (names.stream().anyMatch(name -> name.matcher(type.getName()).matches())
        || isAnnotated(type)) {
      return true;
    }
    Class<?> parent = type.getSuperclass();
    if (parent != null && contain(parent)) {
      return true;
    }
    for (Class<?> implemented : type.getInterfaces()) {
      if (contain(implemented)) {
        return true;
      }
    }
    Class<?> component = type.getComponentType();
    return component != null && contain(component);
  }

  /**
   * Whether it is annotated {@link Redacted}, in whichever loader the annotation is: a host may
   * have a copy of its own. Where the annotations cannot be read, better redacted than recorded.
   */
  public static boolean isAnnotated(AnnotatedElement element) {
    try {
      for (Annotation annotation : element.getAnnotations()) {
        if (annotation.annotationType().getName().equals(Redacted.class.getName())) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException | LinkageError e) {
      return true;
    }
  }
}
