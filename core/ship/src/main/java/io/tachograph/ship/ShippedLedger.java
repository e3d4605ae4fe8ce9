package io.tachograph.ship;

import java.util.UUID;

/**
 * A ledger as the far side knows it.
 *
 * @param id its id, which its first entry says; a copy of its folder has the same
 * @param producer the name of its folder, which is that of the service that writes it
 */
public record ShippedLedger(UUID id, String producer) {
  @Override
  public String toString() {
    return "ledger=" + id + " producer=" + producer;
  }
}
