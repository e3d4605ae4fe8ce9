package io.tachograph.recorder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent did to one class: the event {@code instrumented}, or {@code
 * instrumentation_failed} where there is an error.
 *
 * @param className its binary name
 * @param loader its class loader's class and, where it has one, name
 * @param methods the methods, as {@code name(descriptor)}
 * @param classSha256 hexadecimal SHA-256 of the class file before
 * @param by what asked for it: an annotation's class name, {@code include}, or a preset
 * @param unnamedMethods those of {@code methods} whose class file has no parameter names, so that
 *     names cannot redact there
 * @param error why it failed, or null
 */
public record Weaving(
    String className,
    String loader,
    List<String> methods,
    String classSha256,
    String by,
    List<String> unnamedMethods,
    @Nullable String error) {
  /** The same class, which could not be instrumented after all. */
  public Weaving withError(String reason) {
    return new Weaving(className, loader, methods, classSha256, by, unnamedMethods, reason);
  }
}
