package io.tachograph.bench;

import io.tachograph.recorder.Redaction;
import io.tachograph.recorder.redaction.RedactionRules;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs the caller to look for secrets in a text, beside a loop that reads each of its
 * characters and beside one expression of the user's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RedactionBenchmark {
  private static final long SEED = 17;
  private static final String[] NAMES = {"query", "maxResults", "customerId", "options", "city"};

  private final Redaction builtIn = new Redaction(RedactionRules.DEFAULT);
  private final Redaction withPattern =
      new Redaction(
          new RedactionRules(
              List.of(), List.of(), List.of(), List.of("EMP-[0-9]{5}"), false, null));

  /** What the text is. */
  @Param({"words", "uuid", "url", "json", "secret", "prose4k", "json4k"})
  public String text = "words";

  private String looked = "";
  private int name;

  /** Makes the text. */
  @Setup
  public void make() {
    Random random = new Random(SEED);
    looked =
        switch (text) {
          case "words" -> "a query of some words";
          case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
          case "url" -> "https://example.com/search?q=weather&lang=en";
          case "json" -> "{\"city\":\"Bern\",\"days\":3,\"units\":\"metric\",\"max_tokens\":100}";
          case "secret" -> "{\"user\":\"amy\",\"password\":\"hunter2\"}";
          case "prose4k" -> "The quick brown fox jumps over the lazy dog. ".repeat(91);
          default -> "{\"name\":\"x\",\"value\":12,\"tags\":[\"a\",\"b\"]},".repeat(100);
        };
  }

  /** The floor: each character is read and compared. */
  @Benchmark
  public int characters() {
    int found = 0;
    for (int i = 0; i < looked.length(); i++) {
      found += looked.charAt(i) == '"' ? 1 : 0;
    }
    return found;
  }

  /** All that is built in. */
  @Benchmark
  public String forms() {
    return builtIn.text(looked);
  }

  /** Names in the text, and one expression. */
  @Benchmark
  public String pattern() {
    return withPattern.text(looked);
  }

  /** A name that is none of a secret. */
  @Benchmark
  public boolean names() {
    name = (name + 1) % NAMES.length;
    return builtIn.redacts(NAMES[name]);
  }
}
