package io.tachograph.packing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * Makes all class files of a folder load faster: without lambdas and, where they are not ours,
 * without the names of local variables.
 */
public final class StartClasses {
  private static final String SUFFIX = ".class";
  private static final String OURS = "io/tachograph/";

  private StartClasses() {}

  /**
   * Does it.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    replaceIn(Path.of(arguments[0]));
  }

  /** How many lambdas became classes. */
  static int replaceIn(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    MemberAccess access = new MemberAccess(folder);
    int replaced = 0;
    for (Path file : files) {
      ClassReader reader = new ClassReader(Files.readAllBytes(file));
      boolean isOurs = reader.getClassName().startsWith(OURS);
      LambdaReplacement replacement = new LambdaReplacement(reader, access, isOurs);
      replaced += replacement.made().size();
      if (!isOurs || !replacement.made().isEmpty()) {
        Files.write(file, replacement.classFile());
      }
      for (Map.Entry<String, byte[]> made : replacement.made().entrySet()) {
        Files.write(folder.resolve(made.getKey() + SUFFIX), made.getValue());
      }
    }
    return replaced;
  }
}
