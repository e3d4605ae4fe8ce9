package io.tachograph.agent;

import io.tachograph.recorder.CallSite;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a method, with what those say that it overrides. */
final class AuditedParameters {
  private final DeclaredMethod method;
  private final List<@Nullable String> names;
  private final Set<Integer> redacted;

  private AuditedParameters(
      DeclaredMethod method, List<@Nullable String> names, Set<Integer> redacted) {
    this.method = method;
    this.names = names;
    this.redacted = redacted;
  }

  /** Names of its own go first; what is redacted above is redacted here. */
  static AuditedParameters of(DeclaredMethod method, @Nullable Overridable overridden) {
    List<@Nullable String> names = method.parameterNames();
    Set<Integer> redacted = new TreeSet<>(method.redacted());
    if (overridden != null) {
      redacted.addAll(overridden.redacted());
      for (int i = 0; i < Math.min(names.size(), overridden.names().size()); i++) {
        if (names.get(i) == null) {
          names.set(i, overridden.names().get(i));
        }
      }
    }
    return new AuditedParameters(method, names, redacted);
  }

  List<@Nullable String> names() {
    return names;
  }

  Set<Integer> redacted() {
    return redacted;
  }

  boolean redactsAny() {
    return !redacted.isEmpty();
  }

  /** The method as it is woven. */
  AuditedMethod audited(String className, MethodMark mark, CaptureMode capture, String by) {
    CallSite site =
        new CallSite(
                mark.kind(),
                mark.name().isEmpty() ? method.name : mark.name(),
                mark.agent().isEmpty() ? null : mark.agent(),
                className,
                method.name,
                mark.payload() == null ? recorded() : mark.payload())
            .withCapture(capture);
    return new AuditedMethod(
        method.name,
        method.descriptor,
        redacted.contains(DeclaredMethod.RESULT) ? site.withRedactedResult() : site,
        by,
        mark.payload() != null || names.subList(0, recordedCount()).indexOf(null) < 0,
        mark.reading());
  }

  private int recordedCount() {
    return method.types.length - (AuditedMethod.suspends(method.descriptor) ? 1 : 0);
  }

  private List<Parameter> recorded() {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < recordedCount(); i++) {
      String known = names.get(i);
      parameters.add(new Parameter(known == null ? "arg" + i : known, redacted.contains(i)));
    }
    return parameters;
  }
}
