/** How ledgers are right now, as probes ask it: told from their ends, without verifying them. */
@NullMarked
package io.tachograph.cli.health;

import org.jspecify.annotations.NullMarked;
