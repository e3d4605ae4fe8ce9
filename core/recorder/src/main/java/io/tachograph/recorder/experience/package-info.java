/** Experience events as text, and a store of them on the ledger, for use without the agent. */
@NullMarked
package io.tachograph.recorder.experience;

import org.jspecify.annotations.NullMarked;
