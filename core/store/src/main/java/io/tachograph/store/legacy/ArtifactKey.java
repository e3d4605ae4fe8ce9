package io.tachograph.store.legacy;

import io.tachograph.store.ArtifactType;

/** Where an artifact stands in a document. */
record ArtifactKey(ArtifactType type, String name) {}
