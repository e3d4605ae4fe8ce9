package io.tachograph.cli.health;

/** Whether somebody writes to a ledger. */
public enum WriterState {
  /** A live process holds it. */
  ALIVE,
  /** Its last process ended in order. */
  CLOSED,
  /** Its last process ended without saying so: it was killed, or it crashed. */
  GONE
}
