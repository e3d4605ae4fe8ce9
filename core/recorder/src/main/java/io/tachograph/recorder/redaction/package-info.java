/**
 * Decides what of a host's values must never be recorded, and what stands in its place: by name, by
 * path, by class and by what a text looks like.
 *
 * <p>Knows names, classes and texts, and nothing of calls, entries or JSON writing. Everything here
 * is immutable and thread-safe, runs in time linear to the text, and allocates only where it found
 * something.
 */
@NullMarked
package io.tachograph.recorder.redaction;

import org.jspecify.annotations.NullMarked;
