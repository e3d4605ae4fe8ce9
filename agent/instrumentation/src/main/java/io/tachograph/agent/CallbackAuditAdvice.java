package io.tachograph.agent;

import io.tachograph.bootstrap.CallHook;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * What is copied into an audited method that gives its result to its last argument, as Kotlin's
 * suspend functions do to their continuation. It can put another in place of that one.
 */
final class CallbackAuditAdvice {
  private CallbackAuditAdvice() {}

  @SuppressWarnings({"ParameterCanBeLocal", "UnusedVariable"}) // Byte Buddy reads it back.
  @Advice.OnMethodEnter
  static @Nullable Object enter(
      @SiteId int site,
      @Advice.This(optional = true) @Nullable Object self,
      @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] arguments) {
    // Each look at the parameter makes a new array.
    Object[] given = arguments;
    Object call = CallHook.enterWithCallback(site, self, given);
    arguments = given;
    return call;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
      @Advice.Thrown @Nullable Throwable thrown) {
    CallHook.exitWithCallback(call, returned, thrown);
  }
}
