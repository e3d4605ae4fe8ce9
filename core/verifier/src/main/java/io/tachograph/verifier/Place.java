package io.tachograph.verifier;

/** Where an entry stands, for findings to name. */
interface Place {
  /** The name of the file, or of what it stands in elsewhere. */
  String file();

  /** Where in that: in bytes of a file. */
  long offset();
}
