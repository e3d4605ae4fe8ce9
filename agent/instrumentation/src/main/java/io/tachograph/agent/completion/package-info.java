/**
 * Asynchronous ends: finds out how an object that an audited method returned completes, and ends
 * the call when it does. Knows frameworks by the names of their types alone: their methods are
 * called through method handles, their interfaces are implemented by {@link
 * java.lang.reflect.Proxy}, and what is found out about a class is kept with that class.
 */
@NullMarked
package io.tachograph.agent.completion;

import org.jspecify.annotations.NullMarked;
