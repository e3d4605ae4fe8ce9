/** The page for an auditor: what a ledger holds, counted and drawn, in one HTML file. */
@NullMarked
package io.tachograph.cli.report;

import org.jspecify.annotations.NullMarked;
