package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.recorder.redaction.PathNode;
import io.tachograph.recorder.redaction.Sensitivity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What of a call site's events can be laid out before any call: the constant members as JSON, and
 * what of its values is redacted. Immutable.
 */
final class SitePrefix {
  private final Redaction redaction;
  private final byte[] name;
  private final byte[] place;
  private final CaptureMode capture;
  private final List<Parameter> parameters;
  private final Sensitivity[] sensitivities;
  private final PathNode[] places;
  private final PathNode payload;
  private final boolean redactsResult;

  SitePrefix(CallSite site, Redaction redaction) {
    this.redaction = redaction;
    this.capture = site.capture();
    this.parameters = site.parameters();
    this.payload = redaction.paths().member("payload");
    this.sensitivities = new Sensitivity[parameters.size()];
    this.places = new PathNode[sensitivities.length];
    for (int i = 0; i < sensitivities.length; i++) {
      Parameter parameter = parameters.get(i);
      boolean always = parameter.redacted() || payload.isSecret();
      sensitivities[i] = always ? Sensitivity.SECRET : redaction.sensitivity(parameter.name());
      places[i] = payload.member(parameter.name());
    }
    this.redactsResult = site.redactsResult();
    JsonWriter json = new JsonWriter();
    json.name("name").value(site.name());
    name = Arrays.copyOf(json.buffer(), json.length());
    json.reset();
    json.name("class").value(site.className()).name("method").value(site.method());
    if (capture != CaptureMode.FULL) {
      json.name("capture").value(capture.name().toLowerCase(Locale.ROOT));
    }
    place = Arrays.copyOf(json.buffer(), json.length());
  }

  boolean isFor(Redaction other) {
    return redaction == other;
  }

  /** The member {@code name}. */
  byte[] name() {
    return name;
  }

  /** The members {@code class}, {@code method}, and {@code capture} where it is not full. */
  byte[] place() {
    return place;
  }

  /** How much of the values is kept. */
  CaptureMode capture() {
    return capture;
  }

  String parameterName(int index) {
    return index < sensitivities.length ? parameters.get(index).name() : "arg" + index;
  }

  /** What is known of the argument before it is looked at. */
  Sensitivity sensitivity(int index) {
    if (index < sensitivities.length) {
      return sensitivities[index];
    }
    return payload.isSecret() ? Sensitivity.SECRET : Sensitivity.ORDINARY;
  }

  /** The argument's place, for paths. */
  PathNode place(int index) {
    return index < places.length ? places[index] : payload.member(parameterName(index));
  }

  /** Whether the result is never recorded. */
  boolean redactsResult() {
    return redactsResult;
  }
}
