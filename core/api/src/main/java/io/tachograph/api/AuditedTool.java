package io.tachograph.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a tool: something an agent calls, whose every call goes into the ledger.
 *
 * <p>The start is in the ledger before the body runs; the end ({@code tool_completed} or {@code
 * tool_failed}) follows on return or throw.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AuditedTool {
  /** The tool's name in the ledger; empty means the method's name. */
  String name() default "";

  /** The acting agent; empty means that of the enclosing task, if any. */
  String agent() default "";
}
