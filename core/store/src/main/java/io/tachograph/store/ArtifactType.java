package io.tachograph.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of work that an artifact came of. */
public enum ArtifactType {
  /** A plan, a specification, a design. */
  PLANNING,
  /** What was built. */
  CODE,
  /** What shows that it works. */
  TEST,
  /** What was brought to its users. */
  DEPLOYMENT;

  /** As the store's column spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that the store's column spells so, if there is one. */
  public static Optional<ArtifactType> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text().equals(text)).findFirst();
  }
}
