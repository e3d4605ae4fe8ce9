package io.tachograph.recorder;

/** How much of an audited method's arguments, result and error is kept, before any redaction. */
public enum CaptureMode {
  /** Nothing: neither arguments nor result, and of an error its class alone. */
  NONE,
  /** What the arguments are called and what classes they are of, never what they hold. */
  NAMES,
  /** The values, within the limits. */
  FULL
}
