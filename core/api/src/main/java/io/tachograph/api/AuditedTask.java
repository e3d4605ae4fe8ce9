package io.tachograph.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a task: a unit of an agent's work whose start and end go into the ledger.
 *
 * <p>The start is in the ledger before the body runs; the end ({@code task_completed} or {@code
 * task_failed}) follows on return or throw. Tasks and tools called inside belong to it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AuditedTask {
  /** The task's name in the ledger; empty means the method's name. */
  String name() default "";

  /** The acting agent; empty means that of the enclosing task, if any. */
  String agent() default "";
}
