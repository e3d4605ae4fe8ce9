package io.tachograph.recorder;

import io.tachograph.format.EventType;
import io.tachograph.format.JsonWriter;
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
  EventType type() {
    return error == null ? EventTypes.INSTRUMENTED : EventTypes.INSTRUMENTATION_FAILED;
  }

  void writeTo(JsonWriter json, ValueCapture values) {
    json.name("class").value(className).name("loader").value(loader);
    texts(json, "methods", methods);
    json.name("class_sha256").value(classSha256).name("by").value(by);
    if (!unnamedMethods.isEmpty()) {
      texts(json, "names_cannot_redact", unnamedMethods);
    }
    if (error != null) {
      values.member(json, "error", error);
    }
  }

  private static void texts(JsonWriter json, String name, List<String> texts) {
    json.name(name).beginArray();
    texts.forEach(json::value);
    json.endArray();
  }

  /** The same class, which could not be instrumented after all. */
  public Weaving withError(String reason) {
    return new Weaving(className, loader, methods, classSha256, by, unnamedMethods, reason);
  }
}
