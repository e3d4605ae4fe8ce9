package io.tachograph.agent.doctor;

import io.tachograph.ledger.LedgerClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger is to be written: whether it can be, and how much fits. Makes no ledger; what it
 * writes to try is gone again.
 */
final class LedgerPlace {
  /** Room that the writer keeps ahead under load, and for a store beside it. */
  private static final long LITTLE_BYTES = 256L << 20;

  private static final long BYTES_OF_AN_EVENT = 500;

  private final Path folder;
  private final Map<String, Object> told = new LinkedHashMap<>();

  LedgerPlace(Path folder) {
    this.folder = folder;
  }

  /** Looks, and tells the findings. */
  Map<String, Object> look(List<String> findings) {
    told.put("folder", folder.toString());
    told.put("exists", Files.isDirectory(folder.resolve("ledger")));
    Path existing = nearest(folder);
    String problem = existing == null ? "no folder above it exists" : tryToWrite(existing);
    told.put("writable", problem == null);
    if (problem != null) {
      findings.add("the ledger cannot be written: path=" + folder + ": " + problem);
    }
    boolean held = isHeld();
    told.put("held", held);
    if (existing != null) {
      space(existing, findings);
    }
    return told;
  }

  private static @Nullable Path nearest(Path folder) {
    Path at = folder;
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  /** What is wrong, or null. */
  private static @Nullable String tryToWrite(Path existing) {
    if (!Files.isDirectory(existing)) {
      return "it is not a folder: " + existing;
    }
    try {
      Path file = Files.createTempFile(existing, ".tachograph-doctor", null);
      try {
        Files.write(file, new byte[1]);
      } finally {
        Files.delete(file);
      }
      return null;
    } catch (IOException | SecurityException e) {
      return "a file cannot be written in " + existing + " (" + e + ")";
    }
  }

  /** Whether a live process writes to it: another one then takes the next folder. */
  private boolean isHeld() {
    try {
      return LedgerClaim.isHeld(folder);
    } catch (IOException e) {
      // Whether it can be written is told elsewhere.
      return false;
    }
  }

  private void space(Path existing, List<String> findings) {
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      told.put("free_bytes", free);
      told.put("free_events", free / BYTES_OF_AN_EVENT);
      if (free < LITTLE_BYTES) {
        findings.add(
            "there is little space: path="
                + existing
                + " free_bytes="
                + free
                + "; prune, or make room");
      }
    } catch (IOException e) {
      findings.add("the free space cannot be told: path=" + existing + " (" + e + ")");
    }
  }
}
