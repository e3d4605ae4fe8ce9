package io.tachograph.agent;

import io.tachograph.bootstrap.CallHook;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * What is copied into an audited method that may return what completes later. It can put another
 * object in place of the returned one, such as a publisher around it.
 */
final class LaterAuditAdvice {
  private LaterAuditAdvice() {}

  @Advice.OnMethodEnter
  static @Nullable Object enter(
      @SiteId int site,
      @Advice.This(optional = true) @Nullable Object self,
      @Advice.AllArguments Object[] arguments) {
    return CallHook.enter(site, self, arguments);
  }

  @SuppressWarnings({"ParameterCanBeLocal", "UnusedVariable"}) // Byte Buddy reads it back.
  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @SiteId int site,
      @Advice.Enter @Nullable Object call,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
      @Advice.Thrown @Nullable Throwable thrown) {
    returned = CallHook.exitLater(site, call, returned, thrown);
  }
}
