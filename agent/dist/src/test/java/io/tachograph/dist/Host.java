package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A host application, compiled from a source of {@code hosts/}, to be run in a JVM of its own with
 * the agent and without.
 */
final class Host {
  /** What hosts are compiled for unless their framework needs more. */
  private static final String OLDEST = "17";

  private static final long MAX_RUN_SECONDS = 120;

  private final Path folder;
  private final String main;
  private final List<String> flags = new ArrayList<>();
  private final List<String> behind = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final List<String> launch = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path agent = Product.jar();

  private Host(Path folder, String main) {
    this.folder = folder;
    this.main = main;
    classPath.add(folder.resolve("classes"));
  }

  /** What a run left behind. */
  record Run(int exitCode, String out, String err) {
    /** The host's own stderr: without our opening line, which must be there once. */
    String errOfHost() {
      List<String> ours = err.lines().filter(line -> line.startsWith("tachograph: ")).toList();
      assertThat(ours).as(err).hasSize(1);
      return err.lines()
          .filter(line -> !line.startsWith("tachograph: "))
          .collect(Collectors.joining("\n"));
    }

    String openingLine() {
      return err.lines().filter(line -> line.startsWith("tachograph: ")).findFirst().orElseThrow();
    }
  }

  /** Compiles {@code hosts/<main>.java} into {@code <temp>/classes}. */
  static Host compile(Path temp, String main, Path... libraries) throws IOException {
    try (Stream<Path> sources = Files.walk(hosts())) {
      return compile(
          temp,
          main,
          sources.filter(source -> Files.isRegularFile(source) && belongsTo(main, source)).toList(),
          List.of(libraries),
          Jdk.current());
    }
  }

  /** Compiles these sources into {@code <temp>/classes} with a JDK. */
  static Host compile(Path temp, String main, List<Path> sources, List<Path> libraries, Jdk jdk)
      throws IOException {
    Path classes = Files.createDirectories(temp.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-g", "-proc:none", "-nowarn"));
    arguments.addAll(
        List.of(
            "-d", classes.toString(), isModule(main) ? "-p" : "-cp", joined(withApi(libraries))));
    sources.forEach(source -> arguments.add(source.toString()));
    int code;
    boolean ours = jdk.feature() == Runtime.version().feature();
    arguments.addAll(0, List.of("--release", ours ? OLDEST : String.valueOf(jdk.feature())));
    if (ours) {
      code =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, arguments.toArray(String[]::new));
    } else {
      arguments.add(0, jdk.home().resolve("bin").resolve("javac").toString());
      code = new ProcessBuilder(arguments).inheritIO().start().onExit().join().exitValue();
    }
    assertThat(code).as("compiling " + main).isZero();
    return compiled(temp, main, classes, libraries);
  }

  /** Of classes that somebody compiled. */
  static Host compiled(Path temp, String main, Path classes, List<Path> libraries) {
    Host host = new Host(temp, main);
    host.classPath.set(0, classes);
    host.classPath.addAll(withApi(libraries));
    return host;
  }

  private static List<Path> withApi(List<Path> libraries) {
    List<Path> path = new ArrayList<>(libraries);
    path.add(Product.apiJar());
    return path;
  }

  private static String joined(List<Path> path) {
    return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Compiles {@code hosts/<source>.kt} with Kotlin's own compiler, in a JVM of its own.
   *
   * @param sources the main class's before those of others, to be run by {@link #main}
   * @param libraries the compiler's class path, which has Kotlin's runtime, too
   */
  static Host compileKotlin(Path temp, List<String> sources, List<Path> libraries)
      throws Exception {
    Host host = new Host(temp, sources.get(0) + "Kt");
    List<Path> path = new ArrayList<>(libraries);
    path.add(Product.apiJar());
    String classPath =
        path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    Path log = temp.resolve("kotlin.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Jdk.current().java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-no-stdlib",
                "-no-reflect",
                "-jvm-target",
                "17",
                "-cp",
                classPath,
                "-d",
                temp.resolve("classes").toString()));
    sources.forEach(source -> command.add(hosts().resolve(source + ".kt").toString()));
    Process compiler =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(compiler.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(compiler.exitValue()).as(Files.readString(log)).isZero();
    host.classPath.addAll(path);
    return host;
  }

  /** The same host, run in a folder of its own. */
  Host in(Path other) throws IOException {
    return main(main, other);
  }

  /** A host of another main class that was compiled with this one, run in a folder of its own. */
  Host main(String name, Path other) throws IOException {
    Host host = new Host(Files.createDirectories(other), name);
    host.classPath.addAll(classPath);
    return host;
  }

  /** With a library before all that it was compiled against. */
  Host before(Path library) {
    classPath.add(0, library);
    return this;
  }

  private static Path hosts() {
    return Product.module().resolve("src/test/resources/hosts");
  }

  private static boolean isModule(String main) {
    return Files.exists(hosts().resolve(main.toLowerCase(Locale.ROOT)).resolve("module-info.java"));
  }

  private static boolean belongsTo(String main, Path source) {
    String simple = main.substring(main.lastIndexOf('.') + 1);
    return source.getFileName().toString().equals(simple + ".java")
        || String.valueOf(source.getParent())
            .contains(File.separator + simple.toLowerCase(Locale.ROOT));
  }

  Host flags(String... more) {
    flags.addAll(List.of(more));
    return this;
  }

  /** Flags that come behind our own agent's. */
  Host behind(String... more) {
    behind.addAll(List.of(more));
    return this;
  }

  Host arguments(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  Host environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts it by these in place of a class path and a main class. */
  Host launchedBy(String... words) {
    launch.clear();
    launch.addAll(List.of(words));
    return this;
  }

  Host agent(Path jar) {
    agent = jar;
    return this;
  }

  /** The folder that ledgers go to. */
  Path audit() {
    return folder.resolve("audit");
  }

  /** The ledger of this host's default service. */
  Path ledger() {
    return audit().resolve(main);
  }

  Run run(Jdk jdk) throws Exception {
    return finish(start(jdk));
  }

  /** Runs with the agent; the options go behind {@code dir=…}. */
  Run runAudited(Jdk jdk, String... options) throws Exception {
    return finish(startAudited(jdk, options));
  }

  Process startAudited(Jdk jdk, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("dir=" + audit()));
    all.addAll(List.of(options));
    return start(jdk, List.of("-javaagent:" + agent + "=" + String.join(",", all)));
  }

  /** Starts without the agent. */
  Process start(Jdk jdk) throws IOException {
    return start(jdk, List.of());
  }

  private Process start(Jdk jdk, List<String> agentFlags) throws IOException {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(flags);
    command.addAll(agentFlags);
    command.addAll(behind);
    command.addAll(launch.isEmpty() ? List.of("-cp", path(), main) : launch);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TACHOGRAPH_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    builder.redirectError(folder.resolve("stderr").toFile());
    return builder.start();
  }

  /** Its classes and libraries, as a class path or module path is written. */
  String path() {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private Run finish(Process process) throws Exception {
    // A host that hangs would keep its stdout open for ever.
    CompletableFuture.delayedExecutor(MAX_RUN_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS)).as("the host ended").isTrue();
    return new Run(process.exitValue(), out, Files.readString(folder.resolve("stderr")));
  }
}
