/**
 * What a host compiles against: the annotations that mark tasks and tools, and the {@link
 * io.tachograph.api.Tachograph} facade.
 *
 * <p>Nothing here does anything by itself. Where the agent is attached it puts a {@link
 * io.tachograph.api.Recording} behind the facade; everywhere else every call is a no-op of a few
 * nanoseconds, so a host may keep these calls in all its builds. Depends on the JDK alone.
 */
@NullMarked
package io.tachograph.api;

import org.jspecify.annotations.NullMarked;
