package io.tachograph.agent;

import io.tachograph.recorder.CallSite;

/**
 * A method of one class file that is to be audited.
 *
 * @param method its name
 * @param descriptor its descriptor
 * @param site what its events say
 * @param by the annotation that marks it, or {@code include}
 * @param named whether the class file has its parameters' names
 */
record AuditedMethod(String method, String descriptor, CallSite site, String by, boolean named) {
  /** For the ledger. */
  String signature() {
    return method + descriptor;
  }
}
