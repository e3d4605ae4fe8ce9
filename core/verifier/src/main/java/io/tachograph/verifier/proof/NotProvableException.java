package io.tachograph.verifier.proof;

import java.io.IOException;

/** What is asked for cannot be proved from this ledger's files; the message says why. */
public final class NotProvableException extends IOException {
  private static final long serialVersionUID = 1L;

  NotProvableException(String message) {
    super(message);
  }
}
