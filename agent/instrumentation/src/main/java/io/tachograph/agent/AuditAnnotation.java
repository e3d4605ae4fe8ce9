package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An annotation that marks a method to audit, known by name so that no framework is a dependency of
 * ours.
 *
 * @param className the annotation's binary name
 * @param kind what its methods are recorded as
 */
record AuditAnnotation(String className, CallKind kind) {
  /**
   * Those that are matched out of the box. Each may have members {@code name} and {@code agent}.
   */
  static final List<AuditAnnotation> ALL =
      List.of(
          new AuditAnnotation("io.tachograph.api.AuditedTask", CallKind.TASK),
          new AuditAnnotation("io.tachograph.api.AuditedTool", CallKind.TOOL),
          new AuditAnnotation("dev.langchain4j.agent.tool.Tool", CallKind.TOOL),
          new AuditAnnotation("org.springframework.ai.tool.annotation.Tool", CallKind.TOOL));

  /** Marks a parameter whose value must not be recorded. */
  static final String REDACTED_DESCRIPTOR = "Lio/tachograph/api/Redacted;";

  String descriptor() {
    return "L" + className.replace('.', '/') + ";";
  }

  byte[] descriptorBytes() {
    return descriptor().getBytes(StandardCharsets.US_ASCII);
  }

  static Optional<AuditAnnotation> of(String descriptor) {
    return ALL.stream().filter(known -> known.descriptor().equals(descriptor)).findFirst();
  }
}
