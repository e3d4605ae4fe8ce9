package io.tachograph.bootstrap;

/**
 * What stands behind {@link DefineHook}; lives in our own class loader, so it speaks the JDK's
 * types. Called from any thread.
 */
public interface DefineHandler {
  /**
   * A class loader is about to define a class.
   *
   * @param classFile what holds the class file; not to be kept, the loader's owner may change it
   * @param offset where the class file begins
   * @param length its length; what the loader said, so perhaps wrong
   */
  void defining(ClassLoader loader, byte[] classFile, int offset, int length);
}
