package io.tachograph.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what must never be recorded. The ledger keeps the name, and in place of the value the word
 * {@code [redacted]}.
 *
 * <ul>
 *   <li>on a parameter of an audited method: its argument
 *   <li>on an audited method: its result
 *   <li>on a component of a record, or its accessor: the component, wherever a value of that record
 *       is recorded
 *   <li>on a class or interface: every value of it, and of what extends or implements it
 * </ul>
 *
 * <p>Fields cannot be marked, since fields of objects are never read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Redacted {}
