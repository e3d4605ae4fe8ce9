/** Test suites of others, run with the agent and without: what passes without must pass with it. */
package io.tachograph.suites;
