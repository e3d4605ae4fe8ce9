package io.tachograph.agent.completion;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Follows a stage by its own {@code whenComplete}, which leaves it as it is. */
final class StageFollowing implements Following {
  static final Following INSTANCE = new StageFollowing();

  private StageFollowing() {}

  @Override
  public Object follow(PendingCall call, Object returned, ResultType declared) {
    whenComplete((CompletionStage<?>) returned, call);
    return returned;
  }

  /** Ends the call when the stage completes, at once if it has. */
  static void whenComplete(CompletionStage<?> stage, PendingCall call) {
    var unused = stage.whenComplete(new End(call));
  }

  private record End(PendingCall call) implements BiConsumer<Object, Throwable> {
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable error) {
      if (error == null) {
        call.completed(value);
      } else {
        call.failed(error);
      }
    }
  }
}
