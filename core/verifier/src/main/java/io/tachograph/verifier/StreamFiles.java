package io.tachograph.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The small files that came with a stream. */
final class StreamFiles implements SideFiles {
  private final Map<String, String> files;

  StreamFiles(Map<String, String> files) {
    this.files = Map.copyOf(files);
  }

  @Override
  public Set<String> namesIn(String folder) {
    String start = folder + "/";
    return files.keySet().stream()
        .filter(name -> name.startsWith(start))
        .map(name -> name.substring(start.length()))
        .collect(Collectors.toSet());
  }

  @Override
  public byte @Nullable [] read(String name) {
    String text = files.get(name);
    byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    return bytes == null || bytes.length > MAX_BYTES ? null : bytes;
  }
}
