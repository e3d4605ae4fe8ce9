package io.tachograph.api.experience;

/** The names that variants have in JSON: {@code BEST_EFFORT} is {@code BestEffort}. */
final class Variants {
  private Variants() {}

  /** A variant's name in JSON. */
  static String name(Enum<?> variant) {
    StringBuilder name = new StringBuilder();
    for (String word : variant.name().split("_", -1)) {
      name.append(word.charAt(0));
      for (int i = 1; i < word.length(); i++) {
        name.append(Character.toLowerCase(word.charAt(i)));
      }
    }
    return name.toString();
  }

  /**
   * The variant of that name.
   *
   * @param at where it stands, for the message
   */
  static <E extends Enum<E>> E of(Class<E> type, String name, String at) {
    StringBuilder known = new StringBuilder();
    for (E variant : type.getEnumConstants()) {
      if (name(variant).equals(name)) {
        return variant;
      }
      known.append(known.isEmpty() ? "" : ", ").append(name(variant));
    }
    throw new IllegalArgumentException(at + " is one of " + known + ": " + at + "=" + name);
  }
}
