package io.tachograph.store.legacy;

/**
 * A document that the store gives back.
 *
 * @param text its JSON; as it was imported, to the character, where nothing has changed since
 * @param isChanged whether the store has changed since, or never imported one of this kind
 */
public record ExportedDocument(DocumentKind kind, String text, boolean isChanged) {}
