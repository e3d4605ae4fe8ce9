/**
 * The command line: verifies, shows and lists. Thin: each command reads its arguments, calls the
 * module that knows, and prints. Nothing here but {@code prune} writes to what it reads.
 */
@NullMarked
package io.tachograph.cli;

import org.jspecify.annotations.NullMarked;
