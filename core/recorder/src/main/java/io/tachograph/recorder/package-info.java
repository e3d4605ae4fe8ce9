/**
 * From a call or an event to an entry, and from the ledger to the store: bounded capture,
 * redaction, task and parent ids, the failure policy, and the projection. The only package that
 * knows both the ledger and the store.
 */
@NullMarked
package io.tachograph.recorder;

import org.jspecify.annotations.NullMarked;
