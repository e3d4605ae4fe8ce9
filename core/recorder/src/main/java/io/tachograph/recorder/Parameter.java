package io.tachograph.recorder;

/**
 * A parameter of an audited method.
 *
 * @param name its name as the class file gives it, else {@code arg0}, {@code arg1}, …
 * @param redacted whether it is annotated {@code @Redacted}; redaction by name comes on top
 */
public record Parameter(String name, boolean redacted) {}
