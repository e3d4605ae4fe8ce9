/**
 * The command line: verifies, shows and lists. Thin: each command reads its arguments, calls the
 * module that knows, and prints. But for {@code prune} and what stands under {@code store} nothing
 * here writes, beside a ledger's derived index.
 */
@NullMarked
package io.tachograph.cli;

import org.jspecify.annotations.NullMarked;
