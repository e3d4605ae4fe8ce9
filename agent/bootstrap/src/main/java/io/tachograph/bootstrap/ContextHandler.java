package io.tachograph.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@link ContextHook}; lives in our own class loader, so it speaks the JDK's
 * types. Called from any thread, also in the midst of the JDK's own work: it never waits and never
 * runs code of the host.
 */
public interface ContextHandler {
  /** See {@link ContextHook#handOver(Object)}. */
  void handOver(Object task);

  /** See {@link ContextHook#submit}. */
  Runnable submit(Runnable task);

  /** See {@link ContextHook#reject}. */
  void reject(Object task);

  /** See {@link ContextHook#work}. */
  void work(Object task);

  /** See {@link ContextHook#catchUp}. */
  void catchUp(Object task);

  /** See {@link ContextHook#rest}. */
  void rest();

  /** See {@link ContextHook#begin}; null for outside of everything. */
  @Nullable Object begin(Object task);

  /** See {@link ContextHook#resume}; the given object where nothing is known of the task. */
  @Nullable Object resume(Object task, Object unchanged);

  /** See {@link ContextHook#fire}. */
  @Nullable Object fire(Object completion);

  /** Makes a context the thread's; what was before, for {@link #end}. */
  Object enter(Object context);

  /** See {@link ContextHook#end}. */
  void end(@Nullable Object before);

  /** A completion has fired and will not again. */
  void fired(Object completion);

  /** See {@link ContextHook#wrap}. */
  Runnable wrap(Runnable task);

  /** What carries contexts of Kotlin's coroutines. */
  CoroutineHandler coroutines();

  /** Something of ours failed and was kept from the host. */
  void swallowed(Throwable error);
}
