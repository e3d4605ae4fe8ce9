package io.tachograph.ledger;

import io.tachograph.format.Tile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code tiles/}: full Merkle tiles, C2SP tlog-tiles' layout. Derived: never waited for,
 * never trusted, made anew where they are missing. Thread-safe.
 */
final class TileFolder {
  static final String FOLDER_NAME = "tiles";

  private final Path folder;

  TileFolder(Path ledgerFolder) {
    this.folder = ledgerFolder.resolve(FOLDER_NAME);
  }

  /** A tile's bytes, or null if there is none of the right length. */
  byte @Nullable [] read(Tile tile) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(tile.path()));
      return bytes.length == Tile.BYTES ? bytes : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  void write(Tile tile, byte[] bytes) throws IOException {
    Path file = folder.resolve(tile.path());
    try {
      Files.write(file, bytes);
    } catch (NoSuchFileException e) {
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, bytes);
    }
  }
}
