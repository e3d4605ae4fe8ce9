package io.tachograph.verifier;

/**
 * What was read of a file.
 *
 * @param file its name in the ledger's folder
 * @param bytes how many bytes were read of it, from its beginning
 * @param sha256 their SHA-256, in hexadecimal
 */
public record FileHash(String file, long bytes, String sha256) {}
