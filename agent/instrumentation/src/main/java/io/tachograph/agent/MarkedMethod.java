package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a framework that is recorded without an annotation, known by its names so that no
 * framework is a dependency of ours. A preset brings it. Immutable.
 *
 * @param preset what brings it; the ledger says it as what asked for the instrumentation
 * @param type the binary name of the class or interface that declares the method, not of the JDK
 * @param method its name; a {@code *} at its end stands for the number that a compiler gives a
 *     lambda
 * @param descriptor its descriptor, or null for every method of that name
 * @param expected whether it says so in the ledger when the type comes without that method
 * @param overridesToo whether methods that implement or override it are meant, and not it alone
 * @param kind what its calls are recorded as
 * @param name what its calls are called, or null for the method's name
 * @param reading reads what is known only at the call, or null where nothing is
 * @param parameters what the reading's payload is called, or null for the method's own parameters
 */
public record MarkedMethod(
    String preset,
    String type,
    String method,
    @Nullable String descriptor,
    boolean expected,
    boolean overridesToo,
    CallKind kind,
    @Nullable String name,
    @Nullable CallReading reading,
    @Nullable List<Parameter> parameters) {
  private static final String ANY = "*";

  /** Every method of that name, in the type and whatever is under it. */
  public static MarkedMethod of(String preset, CallKind kind, String type, String method) {
    return new MarkedMethod(preset, type, method, null, true, true, kind, null, null, null);
  }

  /** Of the overloads this one alone. */
  public MarkedMethod withDescriptor(String only) {
    return new MarkedMethod(
        preset, type, method, only, expected, overridesToo, kind, name, reading, parameters);
  }

  /** In the type alone, not in those under it. */
  public MarkedMethod itselfOnly() {
    return new MarkedMethod(
        preset, type, method, descriptor, expected, false, kind, name, reading, parameters);
  }

  /**
   * Of a method that not every version of the framework has; in one that has it, an expected method
   * of the same name and type may be missing.
   */
  public MarkedMethod whereItIs() {
    return new MarkedMethod(
        preset, type, method, descriptor, false, overridesToo, kind, name, reading, parameters);
  }

  /** With a name of its own where the reading gives none. */
  public MarkedMethod named(String callName) {
    return new MarkedMethod(
        preset,
        type,
        method,
        descriptor,
        expected,
        overridesToo,
        kind,
        callName,
        reading,
        parameters);
  }

  /**
   * With what is known only at the call.
   *
   * @param payloadNames what the reading's payload is called, or null if it has the method's own
   *     arguments
   */
  public MarkedMethod readBy(CallReading by, @Nullable List<Parameter> payloadNames) {
    return new MarkedMethod(
        preset, type, method, descriptor, expected, overridesToo, kind, name, by, payloadNames);
  }

  /** Whether a method of that name and descriptor is meant. */
  boolean names(String candidate, String candidateDescriptor) {
    boolean named =
        method.endsWith(ANY)
            ? candidate.startsWith(method.substring(0, method.length() - ANY.length()))
            : method.equals(candidate);
    return named && (descriptor == null || descriptor.equals(candidateDescriptor));
  }

  /** Whether where this method is, the other one need not be. */
  boolean standsFor(MarkedMethod other) {
    return !expected && preset.equals(other.preset) && method.equals(other.method);
  }
}
