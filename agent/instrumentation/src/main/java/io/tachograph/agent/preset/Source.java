package io.tachograph.agent.preset;

import org.jspecify.annotations.Nullable;

/**
 * Where in a call something is read.
 *
 * @param argument the argument to begin at, or {@link #SELF} for the object called
 * @param path the way from there
 */
record Source(int argument, Path path) {
  private static final int SELF = -1;

  /** Begins at the object that the method is called on. */
  static Source self(String path) {
    return new Source(SELF, Path.of(path));
  }

  /** Begins at an argument, counted from 0. */
  static Source argument(int index, String path) {
    return new Source(index, Path.of(path));
  }

  @Nullable Object in(@Nullable Object self, Object[] arguments) {
    return path.from(start(self, arguments));
  }

  @Nullable String textIn(@Nullable Object self, Object[] arguments) {
    return path.text(start(self, arguments));
  }

  private @Nullable Object start(@Nullable Object self, Object[] arguments) {
    if (argument == SELF) {
      return self;
    }
    return argument < arguments.length ? arguments[argument] : null;
  }
}
