package io.tachograph.cli.export;

/**
 * Which ledger the entries are of.
 *
 * @param ledgerId its id, or {@code unknown} where its first entry does not say
 * @param service the service that it belongs to: its folder's name
 * @param version the version of what exports it
 */
public record ExportSource(String ledgerId, String service, String version) {}
