package io.tachograph.agent;

import org.jspecify.annotations.Nullable;

/**
 * Tells the host's class loaders from the JDK's and from ours. An object, so that its class is
 * loaded with whoever asks it, and not by the first question: that may be about its own class file.
 */
final class HostLoaders {
  private final @Nullable ClassLoader own = HostLoaders.class.getClassLoader();
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

  boolean contain(@Nullable ClassLoader loader) {
    return loader != null && loader != own && loader != platform;
  }
}
