package io.tachograph.agent.doctor;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One place of a class path, as a class loader sees it. */
interface ClassSource extends AutoCloseable {
  /** The end of every class file's name. */
  String CLASS = ".class";

  /** More than any class file that the JVM takes is worth reading. */
  int MAX_CLASS_BYTES = 64 << 20;

  /** What it is called, for people. */
  String name();

  /** The names of its class files, with slashes and ending in {@link #CLASS}. */
  List<String> classFiles() throws IOException;

  /** Whether it has a resource of that name. */
  boolean has(String resource);

  /** A resource's bytes, or null if it has none of that name. */
  byte @Nullable [] read(String resource) throws IOException;

  @Override
  void close() throws IOException;
}
