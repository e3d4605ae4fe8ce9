package io.tachograph.recorder;

import java.util.Arrays;
import java.util.List;

/**
 * What of a call site's events can be laid out before any call: the constant members as JSON, and
 * which parameters are redacted. Immutable.
 */
final class SitePrefix {
  private final Redaction redaction;
  private final byte[] name;
  private final byte[] place;
  private final List<Parameter> parameters;
  private final boolean[] redacted;

  SitePrefix(CallSite site, Redaction redaction) {
    this.redaction = redaction;
    this.parameters = site.parameters();
    this.redacted = new boolean[parameters.size()];
    for (int i = 0; i < redacted.length; i++) {
      Parameter parameter = parameters.get(i);
      redacted[i] = parameter.redacted() || redaction.redacts(parameter.name());
    }
    JsonWriter json = new JsonWriter();
    json.name("name").value(site.name());
    name = Arrays.copyOf(json.buffer(), json.length());
    json.reset();
    json.name("class").value(site.className()).name("method").value(site.method());
    place = Arrays.copyOf(json.buffer(), json.length());
  }

  boolean isFor(Redaction other) {
    return redaction == other;
  }

  /** The member {@code name}. */
  byte[] name() {
    return name;
  }

  /** The members {@code class} and {@code method}. */
  byte[] place() {
    return place;
  }

  String parameterName(int index) {
    return index < redacted.length ? parameters.get(index).name() : "arg" + index;
  }

  boolean redactsParameter(int index) {
    return index < redacted.length && redacted[index];
  }
}
