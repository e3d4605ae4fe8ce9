package io.tachograph.agent.metrics;

import java.util.regex.Pattern;

/**
 * Where metrics are served.
 *
 * @param address the address to listen at, in digits: a name would have to be looked up, which
 *     settles for the whole JVM how names are looked up and cached
 * @param port 0 for any that is free
 */
public record MetricsAddress(String address, int port) {
  private static final int MAX_PORT = 65_535;
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

  /** Whether that is an address in digits. */
  public static boolean isAddress(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  /** Whether that is a port, or 0. */
  public static boolean isPort(int port) {
    return port >= 0 && port <= MAX_PORT;
  }

  /** What is reachable at a port of it. */
  String url(int bound) {
    return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + bound;
  }
}
