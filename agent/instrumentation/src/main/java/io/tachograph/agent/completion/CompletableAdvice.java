package io.tachograph.agent.completion;

import io.tachograph.bootstrap.CallHook;
import net.bytebuddy.asm.Advice;

/** What is copied into the methods of {@code CompletableFuture} that set its result. */
final class CompletableAdvice {
  private CompletableAdvice() {}

  @Advice.OnMethodExit
  static void exit(@Advice.This Object future, @Advice.Return boolean set) {
    if (set) {
      CallHook.completed(future);
    }
  }
}
