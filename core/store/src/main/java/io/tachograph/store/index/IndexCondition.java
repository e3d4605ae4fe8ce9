package io.tachograph.store.index;

import java.util.Map;
import java.util.Set;

/**
 * One condition of a query: that one of some fields has one of some values.
 *
 * @param fields the fields, one or more
 * @param values the values, one or more
 */
public record IndexCondition(Set<IndexField> fields, Set<String> values) {
  /** Copies the sets. */
  public IndexCondition {
    fields = Set.copyOf(fields);
    values = Set.copyOf(values);
    if (fields.isEmpty() || values.isEmpty()) {
      throw new IllegalArgumentException(
          "a condition names a field and a value: fields=" + fields + " values=" + values);
    }
  }

  /** Whether an event that has these meets it. */
  boolean isMetBy(Map<IndexField, String> event) {
    for (IndexField field : fields) {
      String value = event.get(field);
      if (value != null && values.contains(value)) {
        return true;
      }
    }
    return false;
  }
}
