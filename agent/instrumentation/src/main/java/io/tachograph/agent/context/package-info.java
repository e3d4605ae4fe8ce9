/**
 * Context across threads: where the JDK takes a task, what it belongs to is kept beside it, and
 * where the task runs it is made current. Nothing of it is done before there is something to audit.
 * Also asks the host's OpenTelemetry which span a thread is in.
 */
@NullMarked
package io.tachograph.agent.context;

import org.jspecify.annotations.NullMarked;
