/**
 * The agent behind premain: options, which methods are audited, how they are woven, and the wait of
 * the first call for the ledger. Lives in our own loader. Byte Buddy's classes are loaded only when
 * the first class file with something to audit arrives.
 */
@NullMarked
package io.tachograph.agent;

import org.jspecify.annotations.NullMarked;
