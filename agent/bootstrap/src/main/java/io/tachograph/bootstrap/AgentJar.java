package io.tachograph.bootstrap;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Our own jar: where it is, and the loader of what it hides. */
final class AgentJar {
  /** Everything that the host must not see stands under this prefix. */
  static final String HIDDEN_PREFIX = "inst/";

  private static final String SELF = "TachographAgent.class";
  private static final String SCHEME = "jar:";
  private static final String STARTER =
      HIDDEN_PREFIX + "io/tachograph/agent/AgentStarter.classdata";

  private final File file;

  private AgentJar(File file) {
    this.file = file;
  }

  /**
   * Finds the jar that this class came from.
   *
   * @throws IOException if it did not come from a jar of ours
   */
  static AgentJar locate() throws IOException {
    // The boot loader gives its classes no code source, but resources still have their place.
    URL self = AgentJar.class.getResource(SELF);
    String place = String.valueOf(self);
    int end = place.indexOf("!/");
    if (!place.startsWith(SCHEME) || end < 0) {
      throw new IOException("the agent's classes are not in a jar; use tachograph.jar: " + place);
    }
    try {
      return new AgentJar(new File(new URI(place.substring(SCHEME.length(), end))));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the agent's jar has a place that is no file: " + place, e);
    }
  }

  /**
   * Opens the loader of the hidden classes.
   *
   * @throws IOException if the jar is not ours as it was built, as when it was merged into another
   */
  AgentClassLoader open() throws IOException {
    return open(ClassLoader.getPlatformClassLoader());
  }

  /** As {@link #open()}, with another parent: what it has is visible to the hidden classes. */
  AgentClassLoader open(ClassLoader parent) throws IOException {
    JarFile jar = new JarFile(file, false);
    if (jar.getEntry(STARTER) == null) {
      jar.close();
      throw new IOException(
          "this jar is not tachograph.jar as it was built; do not merge it into another: path="
              + file);
    }
    Attributes manifest = jar.getManifest().getMainAttributes();
    String version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return new AgentClassLoader(parent, file, jar, version == null ? "unknown" : version);
  }

  File file() {
    return file;
  }
}
