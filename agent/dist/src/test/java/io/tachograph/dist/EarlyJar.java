package io.tachograph.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Another agent's jar, which loads classes of the host before ours is there. */
final class EarlyJar {
  private EarlyJar() {}

  /** Compiles and packs it; its argument names the class to load, else {@code Agentic}. */
  static Path make(Path temp) throws IOException {
    Host.compile(temp, "EarlyAgent");
    Path early = temp.resolve("early.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "EarlyAgent");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(early), manifest)) {
      jar.putNextEntry(new JarEntry("EarlyAgent.class"));
      Files.copy(temp.resolve("classes").resolve("EarlyAgent.class"), jar);
    }
    return early;
  }
}
