package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.ConstraintException.Kind;
import io.tachograph.store.StoreException.Category;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts on what the store refuses. */
final class Failures {
  private Failures() {}

  static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Category category, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.category()).as("%s", e).isEqualTo(category));
  }

  /** Asserts that a rule of the schema is broken, and that the failure names its columns. */
  static void assertBreaks(Kind kind, String table, ThrowingCallable call, String... columns) {
    assertFails(Category.CONSTRAINT, call)
        .isInstanceOfSatisfying(
            ConstraintException.class,
            e -> {
              assertThat(e.kind()).as("%s", e).isEqualTo(kind);
              assertThat(e.table()).isEqualTo(table);
              assertThat(e.columns()).containsExactly(columns);
              for (String column : columns) {
                assertThat(e).hasMessageContaining(" column=" + table + "." + column);
              }
            });
  }

  /** Asserts that a mission is missing that the row refers to. */
  static void assertNoMission(String table, ThrowingCallable call) {
    assertBreaks(Kind.FOREIGN_KEY, table, call, "mission_id");
  }

  /** Asserts that a column must hold something. */
  static void assertNotNull(String table, String column, ThrowingCallable call) {
    assertBreaks(Kind.NOT_NULL, table, call, column);
  }

  /** Asserts that a column of a row holds what the schema forbids. */
  static void assertCorrupt(String table, String column, long row, ThrowingCallable call) {
    assertFails(Category.CORRUPT, call)
        .hasMessageContaining("table=" + table + " column=" + column + " row=" + row + ".");
  }
}
