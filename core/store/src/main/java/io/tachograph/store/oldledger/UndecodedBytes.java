package io.tachograph.store.oldledger;

/**
 * A column's value that is no text: a blob, or what is kept as text and is no UTF-8.
 *
 * @param base64 its bytes (RFC 4648 section 4, with padding)
 * @param isText whether SQLite holds it as text
 */
public record UndecodedBytes(String base64, boolean isText) {}
