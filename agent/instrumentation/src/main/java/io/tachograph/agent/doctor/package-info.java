/**
 * What the command {@code doctor} finds out: what would be audited of a class path, with which
 * options, and whether the ledger could be written. It runs in a JVM of its own, not in a host.
 */
@NullMarked
package io.tachograph.agent.doctor;

import org.jspecify.annotations.NullMarked;
