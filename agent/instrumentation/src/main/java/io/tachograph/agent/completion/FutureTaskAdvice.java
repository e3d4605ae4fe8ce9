package io.tachograph.agent.completion;

import io.tachograph.bootstrap.CallHook;
import net.bytebuddy.asm.Advice;

/** What is copied into {@code FutureTask.finishCompletion}, which runs once its state is final. */
final class FutureTaskAdvice {
  private FutureTaskAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object future) {
    CallHook.completed(future);
  }
}
