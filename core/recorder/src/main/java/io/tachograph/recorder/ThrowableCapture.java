package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.recorder.redaction.PathNode;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a host threw as {@code {"type","message","stack","cause"}}. A message, stack or cause
 * whose getter the host overrides is not asked for: that would run the host's code.
 */
final class ThrowableCapture {
  private static final int MAX_FRAMES = 32;
  private static final int MAX_CAUSES = 4;

  private static final ClassValue<Getters> GETTERS =
      new ClassValue<>() {
        @Override
        protected Getters computeValue(Class<?> type) {
          return new Getters(
              isOfTheJdk(type, "getMessage"),
              isOfTheJdk(type, "getStackTrace"),
              isOfTheJdk(type, "getCause"));
        }
      };

  private static final @Nullable Field DETAIL_MESSAGE = detailMessage();

  private final ValueCapture values;
  private final Redaction redaction;

  ThrowableCapture(ValueCapture values, Redaction redaction) {
    this.values = values;
    this.redaction = redaction;
  }

  private record Getters(boolean message, boolean stack, boolean cause) {}

  /**
   * Writes it.
   *
   * @param capture with {@code NAMES} no message, with {@code NONE} nothing but the class
   * @param at its place
   */
  void write(JsonWriter json, Throwable thrown, CaptureMode capture, PathNode at) {
    write(json, thrown, capture, at, MAX_CAUSES);
  }

  private void write(
      JsonWriter json, Throwable thrown, CaptureMode capture, PathNode at, int causes) {
    Getters getters = GETTERS.get(thrown.getClass());
    json.beginObject().name("type").value(thrown.getClass().getName());
    boolean secret = at.isSecret() || redaction.redacts(thrown.getClass());
    if (capture == CaptureMode.FULL) {
      message(json, thrown, getters, secret, at);
    }
    if (capture == CaptureMode.NONE) {
      json.endObject();
      return;
    }
    if (causes == MAX_CAUSES && getters.stack) {
      json.name("stack");
      stack(json, thrown.getStackTrace());
    }
    Throwable cause = getters.cause ? thrown.getCause() : null;
    if (cause != null && causes > 0 && !secret) {
      json.name("cause");
      write(json, cause, capture, at.member("cause"), causes - 1);
    }
    json.endObject();
  }

  private void message(
      JsonWriter json, Throwable thrown, Getters getters, boolean secret, PathNode at) {
    if (secret) {
      json.name("message").value(redaction.placeholder());
      return;
    }
    String message = message(thrown, getters);
    if (message != null) {
      values.write(json.name("message"), message, at.member("message"));
    }
  }

  private static void stack(JsonWriter json, StackTraceElement[] frames) {
    json.beginArray();
    for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
      json.value(frames[i].toString());
    }
    if (frames.length > MAX_FRAMES) {
      json.beginObject().name("$more").value(frames.length - MAX_FRAMES).endObject();
    }
    json.endArray();
  }

  private static @Nullable String message(Throwable thrown, Getters getters) {
    if (getters.message) {
      return thrown.getMessage();
    }
    try {
      return DETAIL_MESSAGE == null ? null : (String) DETAIL_MESSAGE.get(thrown);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static boolean isOfTheJdk(Class<?> type, String getter) {
    try {
      return JdkTypes.isOfTheJdk(type.getMethod(getter).getDeclaringClass());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /** Where the JDK keeps the message, or null where {@code java.lang} is not open to us. */
  private static @Nullable Field detailMessage() {
    try {
      Field field = Throwable.class.getDeclaredField("detailMessage");
      return field.trySetAccessible() ? field : null;
    } catch (NoSuchFieldException e) {
      return null;
    }
  }
}
