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
  private final CopyOnWriteArrayList<CallSite> sites = new CopyOnWriteArrayList<>();
  private final Map<AuditedMethod, Integer> numbers = new ConcurrentHashMap<>();

  synchronized int numberOf(AuditedMethod method) {
    Integer known = numbers.get(method);
    if (known != null) {
      return known;
    }
    sites.add(method.site());
    numbers.put(method, sites.size() - 1);
    return sites.size() - 1;
  }

  CallSite get(int number) {
    return sites.get(number);
  }
}
