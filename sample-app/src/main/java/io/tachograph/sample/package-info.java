/**
 * An agent application as a host would write it: a LangChain4j agent that triages an incident from
 * its alert, log, runbook, order database and the provider's status page.
 *
 * <p>It runs offline and always the same way: {@link io.tachograph.sample.ScriptedChatModel} stands
 * where a remote model would. Of Tachograph it knows {@code io.tachograph.api} alone, and works
 * unchanged without the agent.
 */
@NullMarked
package io.tachograph.sample;

import org.jspecify.annotations.NullMarked;
