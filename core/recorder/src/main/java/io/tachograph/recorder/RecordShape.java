package io.tachograph.recorder;

import io.tachograph.recorder.redaction.SecretClasses;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * The components of a record class, in order. The only methods of a host that capture ever calls
 * are these accessors.
 */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final List<Component> components = new ArrayList<>();

  /** A component, and whether it is annotated as a secret. */
  private record Component(String name, Method accessor, boolean redacted, boolean number) {}

  private RecordShape(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      Method accessor = component.getAccessor();
      if (accessor.trySetAccessible()) {
        components.add(
            new Component(
                component.getName(),
                accessor,
                SecretClasses.isAnnotated(component) || SecretClasses.isAnnotated(accessor),
                isNumber(component.getType())));
      }
    }
  }

  private static boolean isNumber(Class<?> type) {
    return Number.class.isAssignableFrom(type)
        || (type.isPrimitive() && type != boolean.class && type != char.class);
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** How many components can be read; those of a module that is not open to us cannot. */
  int size() {
    return components.size();
  }

  String name(int component) {
    return components.get(component).name();
  }

  /** Whether it is annotated {@code @Redacted}, or its accessor is. */
  boolean isRedacted(int component) {
    return components.get(component).redacted();
  }

  /** Whether it is declared as a number. */
  boolean isNumber(int component) {
    return components.get(component).number();
  }

  /**
   * A component's value.
   *
   * @throws ReflectiveOperationException if the host's accessor threw
   */
  Object value(Object target, int component) throws ReflectiveOperationException {
    return components.get(component).accessor().invoke(target);
  }
}
