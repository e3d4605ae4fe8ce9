package io.tachograph.recorder.redaction;

import org.jspecify.annotations.Nullable;

/**
 * One step of a path: to a member by name, to an element by index, or to all of either.
 *
 * @param name the member's name, or null
 * @param index the element's index, or {@link #NO_INDEX}
 * @param elements whether it goes to elements at all, not to members
 */
record PathStep(@Nullable String name, int index, boolean elements) {
  static final int NO_INDEX = -1;
  static final PathStep EVERY_MEMBER = new PathStep(null, NO_INDEX, false);
  static final PathStep EVERY_ELEMENT = new PathStep(null, NO_INDEX, true);

  static PathStep member(String name) {
    return new PathStep(name, NO_INDEX, false);
  }

  static PathStep element(int index) {
    return new PathStep(null, index, true);
  }

  boolean goesToMember(@Nullable String member) {
    return !elements && (name == null || name.equals(member));
  }

  boolean goesToElement(int element) {
    return elements && (index == NO_INDEX || index == element);
  }
}
