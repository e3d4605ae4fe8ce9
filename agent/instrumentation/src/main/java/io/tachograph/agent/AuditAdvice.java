package io.tachograph.agent;

import io.tachograph.bootstrap.CallHook;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** What is copied into an audited method, around its body. */
final class AuditAdvice {
  private AuditAdvice() {}

  @Advice.OnMethodEnter
  static @Nullable Object enter(
      @SiteId int site,
      @Advice.This(optional = true) @Nullable Object self,
      @Advice.AllArguments Object[] arguments) {
    return CallHook.enter(site, self, arguments);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
      @Advice.Thrown @Nullable Throwable thrown) {
    CallHook.exit(call, returned, thrown);
  }
}
