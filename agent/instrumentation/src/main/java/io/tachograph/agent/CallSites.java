package io.tachograph.agent;

import io.tachograph.recorder.CallSite;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Numbers call sites. A method that is woven again, in another loader or after another agent, keeps
 * its number as long as it is the same to the ledger. Numbers are kept for as long as the JVM runs,
 * since classes stay woven; after a detach they rest until a class is seen again. Thread-safe.
 */
final class CallSites {
  /** What stands under a number. */
  private static final class Site {
    private volatile AuditedMethod method;
    private volatile boolean resting;

    Site(AuditedMethod method) {
      this.method = method;
    }
  }

  private final CopyOnWriteArrayList<Site> sites = new CopyOnWriteArrayList<>();
  private final Map<AuditedMethod, Integer> numbers = new ConcurrentHashMap<>();

  synchronized int numberOf(AuditedMethod method) {
    Integer known = numbers.get(method);
    int number = known == null ? sites.size() : known;
    if (known == null) {
      sites.add(new Site(method));
      numbers.put(method, number);
    }
    sites.get(number).resting = false;
    return number;
  }

  /**
   * A class that holds this number was seen again.
   *
   * @param method what stands under it now, unless it has lost its parameters' names on the way:
   *     what names redact must stay so
   * @return what stands under it, or null if the number was never given
   */
  @Nullable AuditedMethod wake(int number, AuditedMethod method) {
    if (number < 0 || number >= sites.size()) {
      return null;
    }
    Site site = sites.get(number);
    if (method.named() || !site.method.named()) {
      site.method = method;
    }
    site.resting = false;
    return site.method;
  }

  /** Nothing is recorded any more: all numbers rest. */
  void rest() {
    sites.forEach(site -> site.resting = true);
  }

  /** The method of that number, or null while it rests. */
  @Nullable AuditedMethod method(int number) {
    Site site = sites.get(number);
    return site.resting ? null : site.method;
  }

  /** All methods that have a number, in the order in which they got it. */
  List<AuditedMethod> all() {
    return sites.stream().map(site -> site.method).toList();
  }

  CallSite get(int number) {
    return sites.get(number).method.site();
  }
}
