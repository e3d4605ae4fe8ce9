package io.tachograph.agent;

import io.tachograph.recorder.CallSite;
import io.tachograph.recorder.CaptureMode;
import io.tachograph.recorder.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** The parameters of a method, with what those say that it overrides. */
final class AuditedParameters {
  /** What Kotlin's compiler adds as the last parameter; the bridge takes it away again. */
  private static final String CONTINUATION = "Lkotlin/coroutines/Continuation;";

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
    boolean suspends = suspends();
    CallSite site =
        new CallSite(
                mark.kind(),
                mark.name().isEmpty() ? method.name : mark.name(),
                mark.agent().isEmpty() ? null : mark.agent(),
                className,
                method.name,
                mark.payload() == null ? recorded(suspends) : mark.payload())
            .withCapture(capture);
    return new AuditedMethod(
        method.name,
        method.descriptor,
        redacted.contains(DeclaredMethod.RESULT) ? site.withRedactedResult() : site,
        by,
        mark.payload() != null || names.subList(0, recordedCount(suspends)).indexOf(null) < 0,
        mark.reading());
  }

  /** Whether it is a suspend function of Kotlin, whose last parameter is not an argument. */
  private boolean suspends() {
    Type[] types = method.types;
    return types.length > 0 && types[types.length - 1].getDescriptor().equals(CONTINUATION);
  }

  private int recordedCount(boolean suspends) {
    return method.types.length - (suspends ? 1 : 0);
  }

  private List<Parameter> recorded(boolean suspends) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < recordedCount(suspends); i++) {
      String known = names.get(i);
      parameters.add(new Parameter(known == null ? "arg" + i : known, redacted.contains(i)));
    }
    return parameters;
  }
}
