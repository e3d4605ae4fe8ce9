package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CaptureMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What marks methods to be audited, made of the configuration once. Immutable. */
final class Marks {
  private final Map<String, MethodMark> annotations = new HashMap<>();
  private final Map<String, List<MarkedMethod>> methods = new HashMap<>();
  private final Set<String> parameterNames = new HashSet<>();
  private final int rankOfMethods;
  private final Includes includes;
  private final ConstantTexts texts;

  /**
   * Puts them together.
   *
   * @param annotations on the method itself or on one that it overrides; of two the first counts
   * @param methods of frameworks; they count where no annotation does
   * @param includes methods by configuration; they count where nothing else does
   */
  Marks(List<AuditAnnotation> annotations, List<MarkedMethod> methods, Includes includes) {
    int rank = 0;
    for (AuditAnnotation known : annotations) {
      if (known.parameterName() != null) {
        parameterNames.add(AuditAnnotation.descriptor(known.parameterName()));
      }
      this.annotations.putIfAbsent(
          known.descriptor(),
          new MethodMark(
              rank++, known.kind(), known.className(), "", "", true, known.reading(), null));
    }
    this.rankOfMethods = rank;
    for (MarkedMethod method : methods) {
      this.methods.computeIfAbsent(method.type(), type -> new ArrayList<>()).add(method);
    }
    this.includes = includes;
    List<String> looked = new ArrayList<>(this.annotations.keySet());
    looked.add(AuditAnnotation.REDACTED_DESCRIPTOR);
    this.texts = new ConstantTexts(looked);
  }

  /** What these options say. */
  static Marks of(AgentOptions options) {
    List<MarkedMethod> methods =
        options.presets().stream().flatMap(preset -> preset.methods().stream()).toList();
    return new Marks(options.annotations(), methods, options.includes());
  }

  /** What a class file holds that has something to do with annotations of ours. */
  ConstantTexts texts() {
    return texts;
  }

  /** Whether methods of that class are marked by their names. */
  boolean nameMethodsOf(String className) {
    return methods.containsKey(className) || includes.matchesClass(className);
  }

  /** Whether an annotation of that descriptor says what a parameter is called. */
  boolean namesParameters(String descriptor) {
    return parameterNames.contains(descriptor);
  }

  /** What an annotation of that descriptor says, or null if it is none of ours. */
  @Nullable MethodMark annotation(String descriptor) {
    return annotations.get(descriptor);
  }

  /** The methods of frameworks that stand in a class of that name. */
  List<MarkedMethod> methodsOf(String className) {
    return methods.getOrDefault(className, List.of());
  }

  /** What a framework's method is marked as, or null for not at all. */
  @Nullable MethodMark method(String className, String name, String descriptor) {
    for (MarkedMethod method : methodsOf(className)) {
      if (method.names(name, descriptor)) {
        return MethodMark.of(rankOfMethods, method);
      }
    }
    return null;
  }

  /** What the configuration says of a method, or null for nothing. */
  @Nullable MethodMark include(String className, String name, boolean isPublic) {
    CallKind kind = includes.kindOf(className, name, isPublic);
    return kind == null ? null : MethodMark.include(kind);
  }

  /** How much is kept of the values of a method that is audited, for whatever reason. */
  CaptureMode captureOf(String className, String name, boolean isPublic) {
    return includes.captureOf(className, name, isPublic);
  }
}
