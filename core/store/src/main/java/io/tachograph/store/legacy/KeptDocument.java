package io.tachograph.store.legacy;

/**
 * A document that was imported into a mission, of which the store keeps the text.
 *
 * @param missionId the row of the mission
 * @param file where it was read from
 * @param sha256 of its text
 * @param metadata whether what it says without a column is in the mission's metadata
 */
record KeptDocument(
    long missionId, DocumentKind kind, String file, String sha256, boolean metadata) {}
