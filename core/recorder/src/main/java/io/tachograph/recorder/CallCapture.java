package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.recorder.redaction.PathNode;
import org.jspecify.annotations.Nullable;

/** Writes of a call's arguments, result and error what its site says is kept. Not thread-safe. */
final class CallCapture {
  private final ValueCapture values;
  private final ThrowableCapture throwables;
  private final PathNode result;
  private final PathNode error;

  CallCapture(ValueCapture values, Redaction redaction) {
    this.values = values;
    this.throwables = new ThrowableCapture(values, redaction);
    this.result = redaction.paths().member("result");
    this.error = redaction.paths().member("error");
  }

  /** Writes the member {@code payload}, or nothing. */
  void payload(JsonWriter json, SitePrefix site, Object[] arguments) {
    switch (site.capture()) {
      case FULL -> values.writeArguments(json.name("payload"), site, arguments);
      case NAMES -> {
        json.name("payload").beginObject();
        if (arguments.length == 1 && arguments[0] instanceof NamedArguments named) {
          values.types(json, named.values());
        } else {
          for (int i = 0; i < arguments.length; i++) {
            ValueCapture.type(json.name(site.parameterName(i)), arguments[i]);
          }
        }
        json.endObject();
      }
      case NONE -> {}
    }
  }

  /** Writes how it ended, as the member {@code result} or {@code error}. */
  void ending(JsonWriter json, SitePrefix site, Ending ending) {
    Object returned = ending.result();
    if (ending.thrown() != null) {
      error(json, site, ending.thrown());
    } else if (ending.failure() != null && returned != null) {
      json.name("error").beginObject().name("type").value(returned.getClass().getName());
      if (site.capture() == CaptureMode.FULL) {
        failure(json, site, ending.failure());
      }
      json.endObject();
    } else {
      result(json, site, returned);
    }
  }

  /** Why a call failed that returned: a part of its result. */
  private void failure(JsonWriter json, SitePrefix site, String why) {
    json.name("message");
    if (site.redactsResult() || error.isSecret()) {
      values.redacted(json, why);
    } else {
      values.write(json, why, error.member("message"));
    }
  }

  /** Writes the member {@code result}, or nothing. */
  private void result(JsonWriter json, SitePrefix site, @Nullable Object returned) {
    switch (site.capture()) {
      case FULL -> {
        if (site.redactsResult()) {
          values.redacted(json.name("result"), returned);
        } else {
          values.write(json.name("result"), returned, result);
        }
      }
      case NAMES -> ValueCapture.type(json.name("result"), returned);
      case NONE -> {}
    }
  }

  /** Writes the member {@code error}. */
  void error(JsonWriter json, SitePrefix site, Throwable thrown) {
    throwables.write(json.name("error"), thrown, site.capture(), error);
  }
}
