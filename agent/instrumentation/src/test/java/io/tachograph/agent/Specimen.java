package io.tachograph.agent;

import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.Redacted;
import java.util.function.Function;

/** A class file to look at and to weave. */
@SuppressWarnings("UnusedMethod")
class Specimen implements Function<Object, Object> {
  static int bodies;

  @AuditedTask(name = "plan", agent = "planner")
  public static long plan(long first, double second, String third) {
    long local = first;
    bodies++;
    return local + (long) second + third.length();
  }

  @AuditedTool
  private String hide(long wide, @Redacted String secret, int[] last) {
    return secret + wide + last.length;
  }

  @Override
  @AuditedTool
  @Redacted
  public String apply(Object value) {
    return "applied " + value;
  }

  String callHide(String secret) {
    return hide(1, secret, new int[2]);
  }

  @AuditedTool
  void fail() {
    throw new IllegalStateException("told to");
  }

  public int plain(int value) {
    return value;
  }
}
