/**
 * Kafka as a far side: the topics, the way of entries into them, once and in order, and back out of
 * them. The one place of the shipper with a Kafka client.
 */
@NullMarked
package io.tachograph.ship.kafka;

import org.jspecify.annotations.NullMarked;
