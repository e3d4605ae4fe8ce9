package io.tachograph.ship.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and who connects: from a JDBC URL, or one as PostgreSQL's own tools take it.
 *
 * @param jdbc the JDBC URL, without user and password if it was one of the tools'
 * @param user who connects, or null if the JDBC URL or its driver says it
 * @param password their password, or null
 */
record PostgresUrl(String jdbc, @Nullable String user, @Nullable String password) {
  private static final Pattern SECRET = Pattern.compile("(password=)[^&\\s]*");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PostgresUrl of(String url) {
    if (url.startsWith("jdbc:")) {
      return new PostgresUrl(url, null, null);
    }
    try {
      URI uri = new URI(url);
      String[] info = uri.getRawUserInfo() == null ? new String[0] : info(uri.getRawUserInfo());
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
      String hosts = authority.substring(authority.lastIndexOf('@') + 1);
      return new PostgresUrl(
          "jdbc:postgresql://" + hosts + uri.getRawPath() + query,
          info.length > 0 ? info[0] : null,
          info.length > 1 ? info[1] : null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "no URL of a database, as postgresql://USER:PASSWORD@HOST:PORT/DATABASE is", e);
    }
  }

  private static String[] info(String raw) {
    String[] parts = raw.split(":", 2);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    return parts;
  }

  /** User and password, for a driver. */
  Properties credentials() {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  /** What may be shown: without a password. */
  @Override
  public String toString() {
    return SECRET.matcher(jdbc).replaceAll("$1***");
  }
}
