package io.tachograph.recorder;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An audited method: all that its events say which does not change from call to call. Made once,
 * when the method is instrumented. Immutable.
 */
public final class CallSite {
  private final CallKind kind;
  private final String name;
  private final @Nullable String agent;
  private final String className;
  private final String method;
  private final List<Parameter> parameters;
  private final CaptureMode capture;
  private final boolean redactsResult;

  /** Derived from the above, kept from call to call; writing it twice does no harm. */
  private volatile @Nullable SitePrefix prefix;

  /**
   * An audited method whose values are captured in full.
   *
   * @param kind task or tool
   * @param name its name in the ledger
   * @param agent the acting agent, or null for that of the enclosing task
   * @param className the binary name of the class that declares it
   * @param method the method's name
   * @param parameters its parameters in order
   */
  public CallSite(
      CallKind kind,
      String name,
      @Nullable String agent,
      String className,
      String method,
      List<Parameter> parameters) {
    this(kind, name, agent, className, method, parameters, CaptureMode.FULL, false);
  }

  private CallSite(
      CallKind kind,
      String name,
      @Nullable String agent,
      String className,
      String method,
      List<Parameter> parameters,
      CaptureMode capture,
      boolean redactsResult) {
    this.kind = kind;
    this.name = name;
    this.agent = agent;
    this.className = className;
    this.method = method;
    this.parameters = List.copyOf(parameters);
    this.capture = capture;
    this.redactsResult = redactsResult;
  }

  /** The same method, of which more or less is kept. */
  public CallSite withCapture(CaptureMode mode) {
    return new CallSite(kind, name, agent, className, method, parameters, mode, redactsResult);
  }

  /** The same method, whose result is never recorded. */
  public CallSite withRedactedResult() {
    return new CallSite(kind, name, agent, className, method, parameters, capture, true);
  }

  /** Task or tool. */
  public CallKind kind() {
    return kind;
  }

  /** The name in the ledger. */
  public String name() {
    return name;
  }

  /** The acting agent, or null for that of the enclosing task. */
  public @Nullable String agent() {
    return agent;
  }

  /** The binary name of the class that declares the method. */
  public String className() {
    return className;
  }

  /** The method's name. */
  public String method() {
    return method;
  }

  /** The parameters in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** How much of its values is kept. */
  public CaptureMode capture() {
    return capture;
  }

  /** Whether its result is never recorded. */
  public boolean redactsResult() {
    return redactsResult;
  }

  /** What can be laid out before any call, under this redaction. */
  SitePrefix prefix(Redaction redaction) {
    SitePrefix known = prefix;
    if (known == null || !known.isFor(redaction)) {
      known = new SitePrefix(this, redaction);
      prefix = known;
    }
    return known;
  }

  /** Equal sites say the same in the ledger. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallSite site
        && kind == site.kind
        && name.equals(site.name)
        && Objects.equals(agent, site.agent)
        && className.equals(site.className)
        && method.equals(site.method)
        && parameters.equals(site.parameters)
        && capture == site.capture
        && redactsResult == site.redactsResult;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, name, agent, className, method, parameters, capture, redactsResult);
  }
}
