package io.tachograph.recorder.redaction;

/** What stands in a secret's place. Immutable. */
public interface Placeholder {
  /** The placeholder that says nothing of the value. */
  String PLAIN = "[redacted]";

  /** Always {@link #PLAIN}; a value's text is not asked for. */
  Placeholder ANONYMOUS =
      new Placeholder() {
        @Override
        public boolean tellsApart() {
          return false;
        }

        @Override
        public String of(String secret) {
          return PLAIN;
        }
      };

  /**
   * Whether equal secrets can be matched by it; only then is a value read in order to redact it.
   */
  boolean tellsApart();

  /** What stands for this text. */
  String of(String secret);
}
