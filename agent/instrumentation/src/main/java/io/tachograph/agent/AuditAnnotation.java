package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An annotation that marks a method to audit, known by name so that no framework is a dependency of
 * ours. Its members {@code name}, {@code customName} and {@code agent} are read where it has them.
 *
 * @param className the annotation's binary name
 * @param kind what its methods are recorded as
 * @param reading reads what is known only at the call, or null where nothing is
 * @param parameterName the annotation whose {@code value} says what a parameter is called where the
 *     class file does not, or null if there is none
 */
public record AuditAnnotation(
    String className,
    CallKind kind,
    @Nullable CallReading reading,
    @Nullable String parameterName) {
  /** Of calls of which everything is known before. */
  public AuditAnnotation(String className, CallKind kind) {
    this(className, kind, null, null);
  }

  /** Our own, which win over any other on the same method. */
  static final List<AuditAnnotation> OWN =
      List.of(
          new AuditAnnotation("io.tachograph.api.AuditedTask", CallKind.TASK),
          new AuditAnnotation("io.tachograph.api.AuditedTool", CallKind.TOOL));

  /** Marks a parameter whose value must not be recorded. */
  static final String REDACTED_DESCRIPTOR = "Lio/tachograph/api/Redacted;";

  String descriptor() {
    return descriptor(className);
  }

  static String descriptor(String className) {
    return "L" + className.replace('.', '/') + ";";
  }
}
