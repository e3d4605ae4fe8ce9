package io.tachograph.packing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Lambdas of every kind that a compiler makes. */
public final class Specimens {
  /** Asks for everything; the test compares what comes with the lambdas and with the classes. */
  public static final class All implements Supplier<List<Object>> {
    @Override
    public List<Object> get() {
      List<Object> seen = new ArrayList<>();
      new Lower("lower").visit(seen);
      statics(seen);
      conversions(seen);
      Named named = () -> "of an interface";
      seen.add(named.greet("hello "));
      seen.add(named.twice());
      Supplier<String> serialised = (Supplier<String> & Serializable) () -> "serialised";
      seen.add(serialised.get());
      seen.add(serialised instanceof Serializable);
      return seen;
    }
  }

  /** Its lambda's body has the name of one in the class above it. */
  private static class Upper {
    final String name;

    Upper(String name) {
      this.name = name;
    }

    void visit(List<Object> seen) {
      long wide = 5_000_000_000L;
      Supplier<String> mine = () -> "upper of " + name + hidden() + wide;
      seen.add(mine.get());
    }

    private String hidden() {
      return "!";
    }
  }

  private static final class Lower extends Upper {
    Lower(String name) {
      super(name);
    }

    @Override
    void visit(List<Object> seen) {
      super.visit(seen);
      long wide = 6_000_000_000L;
      Supplier<String> mine = () -> "lower of " + name + hidden() + wide;
      Supplier<String> reference = this::hidden;
      Supplier<String> ofSuper = super::toString;
      seen.add(mine.get());
      seen.add(reference.get());
      seen.add(ofSuper.get().startsWith(Lower.class.getName()));
    }

    private String hidden() {
      return "?";
    }
  }

  /** Lambdas in an interface, of an instance and without one. */
  @FunctionalInterface
  private interface Named {
    String name();

    default String greet(String greeting) {
      Supplier<String> mine = () -> greeting + name();
      return mine.get();
    }

    default String twice() {
      UnaryOperator<String> twice = text -> text + text;
      return twice.apply(name());
    }
  }

  private Specimens() {}

  private static void statics(List<Object> seen) {
    Supplier<List<String>> constructor = ArrayList::new;
    IntFunction<int[]> array = int[]::new;
    Function<String, Integer> unbound = String::length;
    BiFunction<String, String, Boolean> two = String::startsWith;
    String bound = "bound";
    UnaryOperator<String> concat = bound::concat;
    Function<List<String>, Integer> size = List::size;
    seen.add(constructor.get());
    seen.add(array.apply(3).length);
    seen.add(unbound.apply("four"));
    seen.add(two.apply("abc", "ab"));
    seen.add(concat.apply("ary"));
    seen.add(size.apply(List.of("a", "b")));
    List<String> target = new ArrayList<>();
    // A body that returns what nobody wants.
    Consumer<String> dropped = target::add;
    dropped.accept("dropped");
    seen.add(target);
  }

  private static void conversions(List<Object> seen) {
    IntToLongFunction widen = Math::abs;
    IntUnaryOperator unboxed = Integer::valueOf;
    ToIntFunction<Integer> unbox = number -> number + 1;
    ToDoubleFunction<Integer> toDouble = Integer::intValue;
    Function<Character, Character> chars = Character::toUpperCase;
    LongBinaryOperator longs = (a, b) -> a * b;
    int six = 6;
    double half = 0.5;
    byte small = 3;
    boolean truth = true;
    Supplier<String> captured = () -> six + " " + half + " " + small + " " + truth;
    seen.add(widen.applyAsLong(-4));
    seen.add(unboxed.applyAsInt(9));
    seen.add(unbox.applyAsInt(41));
    seen.add(toDouble.applyAsDouble(8));
    seen.add(chars.apply('x'));
    seen.add(longs.applyAsLong(3, 4_000_000_000L));
    seen.add(captured.get());
  }
}
