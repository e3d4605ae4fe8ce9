package io.tachograph.agent;

import io.tachograph.recorder.CallSite;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Numbers call sites. A method that is woven again, in another loader or after another agent, keeps
 * its number as long as it is the same to the ledger. Thread-safe.
 */
final class CallSites {
  private final CopyOnWriteArrayList<AuditedMethod> methods = new CopyOnWriteArrayList<>();
  private final Map<AuditedMethod, Integer> numbers = new ConcurrentHashMap<>();

  synchronized int numberOf(AuditedMethod method) {
    Integer known = numbers.get(method);
    if (known != null) {
      return known;
    }
    methods.add(method);
    numbers.put(method, methods.size() - 1);
    return methods.size() - 1;
  }

  AuditedMethod method(int number) {
    return methods.get(number);
  }

  CallSite get(int number) {
    return method(number).site();
  }
}
