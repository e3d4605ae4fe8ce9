package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records calls of models, each by one event when it ends. A call around another, made on the same
 * thread before it returned, is a wrapper's and leaves no event of its own. Thread-safe.
 */
final class ModelCalls {
  private final Supplier<ThreadContext> contexts;
  private final EntryAppender entries;
  private final ValueCapture values;
  private final CallCapture calls;

  ModelCalls(
      Supplier<ThreadContext> contexts,
      EntryAppender entries,
      ValueCapture values,
      CallCapture calls) {
    this.contexts = contexts;
    this.entries = entries;
    this.values = values;
    this.calls = calls;
  }

  /** A call begins: one that its thread is in is a wrapper around it. */
  void begin(ThreadContext context, Call call, ModelRequest request) {
    AskedModel around = context.model;
    if (around != null) {
      around.isWrapper = true;
    }
    AskedModel model = new AskedModel(request, around);
    call.model = model;
    context.model = model;
  }

  /** Unless it was left before, the thread that is in a call leaves it. */
  void leave(AskedModel model) {
    ThreadContext context = contexts.get();
    if (context.model == model) {
      context.model = model.around;
    }
  }

  /** One of several parts of an answer came. */
  static void answered(AskedModel model, Object part) {
    model.answeredNanos = System.nanoTime();
    model.answer = model.answer.with(model.request.answer().read(part));
  }

  /**
   * Writes the event; the context is that of the thread and marked as recording.
   *
   * @param sinceNanos when recording it began
   */
  void end(
      ThreadContext context,
      JsonWriter json,
      Call call,
      AskedModel model,
      SitePrefix site,
      Ending ending,
      long sinceNanos) {
    ModelRequest request = model.request;
    Object returned = ending.result();
    ModelAnswer answer =
        returned == null ? model.answer : model.answer.with(request.answer().read(returned));
    text(json, "provider", request.provider());
    text(json, "model", answer.model() == null ? request.model() : answer.model());
    number(json, "tokens_in", answer.tokensIn());
    number(json, "tokens_out", answer.tokensOut());
    // What is done with an answer, tools that it asks for, may come before its end.
    long answeredNanos = model.answeredNanos;
    long endNanos = answeredNanos == 0 ? System.nanoTime() : answeredNanos;
    json.name("duration_ns").value(endNanos - call.startNanos);
    text(json, "finish_reason", answer.finishReason());
    if (request.prompt() != null) {
      values.member(json, "prompt", request.prompt());
      values.member(json, "answer", answer.text());
    }
    if (ending.thrown() != null) {
      calls.error(json, site, ending.thrown());
    }
    json.endObject().endObject();
    entries.append(context, EventKind.MODEL, EventTypes.MODEL_CALL, sinceNanos);
  }

  private void text(JsonWriter json, String name, @Nullable String value) {
    if (value != null) {
      values.member(json, name, value);
    }
  }

  private static void number(JsonWriter json, String name, @Nullable Long value) {
    if (value != null) {
      json.name(name).value(value);
    }
  }
}
