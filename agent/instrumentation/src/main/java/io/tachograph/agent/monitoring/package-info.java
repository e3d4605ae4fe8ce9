/**
 * What a recording shows of itself to those who watch the host: a bean in JMX, and events in JFR.
 * Neither is loaded before the host itself uses it.
 */
@NullMarked
package io.tachograph.agent.monitoring;

import org.jspecify.annotations.NullMarked;
