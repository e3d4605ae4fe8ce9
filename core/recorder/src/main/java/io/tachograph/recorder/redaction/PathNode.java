package io.tachograph.recorder.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in the values of an entry, and what of the configured paths goes on from it. Walking down
 * a value walks down from node to node; where no path leads, that is {@link #NOWHERE}. Immutable.
 */
public final class PathNode {
  /** No path goes on from here. */
  public static final PathNode NOWHERE = new PathNode(List.of(), new Budget());

  private static final int MAX_NODES = 10_000;

  private final boolean secret;
  private final Map<String, PathNode> members = new HashMap<>();
  private final Map<Integer, PathNode> elements = new HashMap<>();
  private final @Nullable PathNode otherMembers;
  private final @Nullable PathNode otherElements;

  /** How many nodes may still be made: paths with many wildcards multiply. */
  private static final class Budget {
    private int left = MAX_NODES;

    void take() {
      if (left-- == 0) {
        throw new IllegalArgumentException("the paths together are too many; use fewer wildcards");
      }
    }
  }

  private PathNode(List<List<PathStep>> rests, Budget budget) {
    budget.take();
    Set<String> names = new LinkedHashSet<>();
    Set<Integer> indexes = new LinkedHashSet<>();
    boolean ends = false;
    for (List<PathStep> rest : rests) {
      if (rest.isEmpty()) {
        ends = true;
      } else if (rest.get(0).name() != null) {
        names.add(rest.get(0).name());
      } else if (rest.get(0).index() != PathStep.NO_INDEX) {
        indexes.add(rest.get(0).index());
      }
    }
    secret = ends;
    for (String name : names) {
      members.put(name, new PathNode(behind(rests, s -> s.goesToMember(name)), budget));
    }
    for (int index : indexes) {
      elements.put(index, new PathNode(behind(rests, s -> s.goesToElement(index)), budget));
    }
    otherMembers = wildcard(rests, PathStep.EVERY_MEMBER, budget);
    otherElements = wildcard(rests, PathStep.EVERY_ELEMENT, budget);
  }

  private static @Nullable PathNode wildcard(
      List<List<PathStep>> rests, PathStep step, Budget budget) {
    List<List<PathStep>> behind = behind(rests, step::equals);
    return behind.isEmpty() ? null : new PathNode(behind, budget);
  }

  private interface Fits {
    boolean test(PathStep step);
  }

  private static List<List<PathStep>> behind(List<List<PathStep>> rests, Fits fits) {
    List<List<PathStep>> behind = new ArrayList<>();
    for (List<PathStep> rest : rests) {
      if (!rest.isEmpty() && fits.test(rest.get(0))) {
        behind.add(rest.subList(1, rest.size()));
      }
    }
    return behind;
  }

  /**
   * The root of these paths: where an entry's {@code data} begins.
   *
   * @throws IllegalArgumentException if one is no path, saying what is wrong and where
   */
  public static PathNode of(List<String> paths) {
    if (paths.isEmpty()) {
      return NOWHERE;
    }
    List<List<PathStep>> parsed = new ArrayList<>();
    for (String path : paths) {
      parsed.add(PathSyntax.parse(path));
    }
    return new PathNode(parsed, new Budget());
  }

  /** Whether a path ends here: what is here must not be recorded. */
  public boolean isSecret() {
    return secret;
  }

  /** Whether paths go on from here. */
  public boolean goesOn() {
    return !members.isEmpty()
        || !elements.isEmpty()
        || otherMembers != null
        || otherElements != null;
  }

  /** The place of a member. */
  public PathNode member(String name) {
    PathNode named = members.isEmpty() ? null : members.get(name);
    return orElse(named, otherMembers);
  }

  /** The place of an element. */
  public PathNode element(int index) {
    PathNode numbered = elements.isEmpty() ? null : elements.get(index);
    return orElse(numbered, otherElements);
  }

  private static PathNode orElse(@Nullable PathNode exact, @Nullable PathNode other) {
    if (exact != null) {
      return exact;
    }
    return other == null ? NOWHERE : other;
  }
}
