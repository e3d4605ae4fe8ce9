package io.tachograph.agent;

import io.tachograph.recorder.CallSite;
import org.jspecify.annotations.Nullable;

/**
 * A method of one class file that is to be audited.
 *
 * @param method its name
 * @param descriptor its descriptor
 * @param site what its events say
 * @param by the annotation that marks it, {@code include}, or a preset
 * @param named whether the class file has its parameters' names
 * @param reading reads what is known only at the call, or null where the site says it all
 */
record AuditedMethod(
    String method,
    String descriptor,
    CallSite site,
    String by,
    boolean named,
    @Nullable CallReading reading) {
  /** For the ledger. */
  String signature() {
    return method + descriptor;
  }

  /** Whether it is one of Kotlin's suspend functions. */
  boolean suspends() {
    return suspends(descriptor);
  }

  /** Whether it gives its result to its last argument. */
  boolean callsBack() {
    return suspends() || reading instanceof CallbackReading;
  }

  /**
   * Whether a method of that descriptor is one of Kotlin's suspend functions, as the compiler makes
   * them; its last parameter is then no argument, and the bridge takes it away again.
   */
  static boolean suspends(String descriptor) {
    return descriptor.endsWith("Lkotlin/coroutines/Continuation;)Ljava/lang/Object;");
  }

  /** Whether it returns an object that may complete later, and not one that never does. */
  boolean mayEndLater() {
    String returned = descriptor.substring(descriptor.lastIndexOf(')') + 1);
    return returned.startsWith("L") && !returned.startsWith("Ljava/lang/S");
  }
}
