package io.tachograph.ship;

/**
 * A small file that a ledger's folder needs beside entries and checkpoints to be verified: the
 * genesis key, and what is left of entries that were dropped before the ledger was first shipped.
 *
 * @param name its path in the ledger's folder, with slashes
 * @param text what it holds
 */
public record ShippedFile(String name, String text) {}
