/**
 * What the agent knows of frameworks, one small class each: which annotations mark tools and tasks,
 * which methods of the framework every call of a tool or a model passes, and how to read from it
 * what is recorded. All by name: no framework is a dependency of ours.
 */
@NullMarked
package io.tachograph.agent.preset;

import org.jspecify.annotations.NullMarked;
