package io.tachograph.ledger;

import io.tachograph.format.EventType;

/** The types of the entries that a ledger writes itself. */
final class EventTypes {
  static final EventType CREATED = EventType.of("ledger_created");
  static final EventType OPENED = EventType.of("ledger_opened");
  static final EventType CLOSED = EventType.of("ledger_closed");
  static final EventType DAMAGED = EventType.of("ledger_damaged");
  static final EventType KEY_ROTATED = EventType.of("key_rotated");

  private EventTypes() {}
}
