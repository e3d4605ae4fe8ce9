package io.tachograph.recorder;

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

  private final List<String> names = new ArrayList<>();
  private final List<Method> accessors = new ArrayList<>();

  private RecordShape(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      Method accessor = component.getAccessor();
      if (accessor.trySetAccessible()) {
        names.add(component.getName());
        accessors.add(accessor);
      }
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** How many components can be read; those of a module that is not open to us cannot. */
  int size() {
    return names.size();
  }

  String name(int component) {
    return names.get(component);
  }

  /**
   * A component's value.
   *
   * @throws ReflectiveOperationException if the host's accessor threw
   */
  Object value(Object target, int component) throws ReflectiveOperationException {
    return accessors.get(component).invoke(target);
  }
}
