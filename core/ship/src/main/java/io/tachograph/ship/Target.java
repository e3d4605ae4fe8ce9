package io.tachograph.ship;

import java.time.Duration;

/**
 * A far side to go to.
 *
 * @param url where it is, and what it is by its beginning; may hold a password
 * @param poolSize how many connections to it there may be at once
 * @param timeout how long it may take to answer
 */
public record Target(String url, int poolSize, Duration timeout) {
  /** What it is: {@code postgresql}, {@code kafka}, or whatever else the URL begins with. */
  public String backend() {
    String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    int colon = plain.indexOf(':');
    return normal(colon < 0 ? plain : plain.substring(0, colon));
  }

  /** A backend's one name: {@code postgres} is {@code postgresql}. */
  static String normal(String backend) {
    return backend.equals("postgres") ? "postgresql" : backend;
  }

  @Override
  public String toString() {
    return backend() + " poolSize=" + poolSize + " timeout=" + timeout;
  }
}
