package io.tachograph.agent;

import io.tachograph.bootstrap.CallHook;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * What is copied into an audited suspend function of Kotlin's. It can put another continuation in
 * place of the one that the function is given.
 */
final class SuspendAuditAdvice {
  private SuspendAuditAdvice() {}

  @SuppressWarnings({"ParameterCanBeLocal", "UnusedVariable"}) // Byte Buddy reads it back.
  @Advice.OnMethodEnter
  static @Nullable Object enter(
      @SiteId int site,
      @Advice.This(optional = true) @Nullable Object self,
      @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] arguments) {
    // Each look at the parameter makes a new array.
    Object[] given = arguments;
    Object call = CallHook.enterSuspend(site, self, given);
    arguments = given;
    return call;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
      @Advice.Thrown @Nullable Throwable thrown) {
    CallHook.exitSuspend(call, returned, thrown);
  }
}
