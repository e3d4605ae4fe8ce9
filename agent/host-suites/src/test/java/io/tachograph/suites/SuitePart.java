package io.tachograph.suites;

import java.util.ArrayList;
import java.util.List;

/**
 * Test classes of a suite that run in one JVM.
 *
 * @param name what it is called in the report
 * @param classes the pattern of their names
 * @param before patterns of the parts before it, which are not in this one
 */
record SuitePart(String name, String classes, List<String> before) {
  private static final String ALL = ".*Test";

  /**
   * A suite in parts: each pattern takes what those before it left. The last has no pattern and
   * takes what is left, so that nothing is missing.
   *
   * @param namesAndPatterns a name, its pattern, the next name, and so on to the last name
   */
  static List<SuitePart> divided(String... namesAndPatterns) {
    List<SuitePart> parts = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    int last = namesAndPatterns.length - 1;
    for (int i = 0; i < last; i += 2) {
      String pattern = namesAndPatterns[i + 1];
      parts.add(new SuitePart(namesAndPatterns[i], pattern, List.copyOf(taken)));
      taken.add(pattern);
    }
    parts.add(new SuitePart(namesAndPatterns[last], ALL, List.copyOf(taken)));
    return List.copyOf(parts);
  }

  /** As JUnit's launcher takes it. */
  List<String> selection() {
    List<String> arguments = new ArrayList<>(List.of("--include-classname=" + classes));
    before.forEach(pattern -> arguments.add("--exclude-classname=" + pattern));
    return arguments;
  }
}
