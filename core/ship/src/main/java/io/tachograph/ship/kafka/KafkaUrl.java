package io.tachograph.ship.kafka;

import java.io.IOException;
import java.io.Reader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Kafka cluster is and how its topics are named and made: {@code
 * kafka://HOST:PORT[,HOST:PORT][/PREFIX][?partitions=N&replication=N&compression=NAME&config=FILE]}.
 *
 * @param servers brokers to begin with, with commas
 * @param prefix what the topics' names begin with
 * @param partitions how many partitions a topic that is made gets
 * @param replication how many copies of each, or the broker's default
 * @param compression how batches of entries are compressed
 * @param config a file of client settings, for TLS and passwords, or null
 */
record KafkaUrl(
    String servers,
    String prefix,
    int partitions,
    short replication,
    String compression,
    @Nullable Path config) {
  static final short BROKERS_DEFAULT = -1;

  private static final String DEFAULT_PREFIX = "tachograph";
  private static final int DEFAULT_PARTITIONS = 12;
  private static final String DEFAULT_COMPRESSION = "lz4";
  private static final Set<String> COMPRESSIONS = Set.of("none", "gzip", "lz4");
  private static final Pattern URL =
      Pattern.compile(
          "kafka://(?<servers>[^/?@]+:[0-9]+)(/(?<prefix>[a-zA-Z0-9._-]{0,200}))?"
              + "(\\?(?<query>[^#]*))?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static KafkaUrl of(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "no URL of a Kafka cluster, as kafka://HOST:PORT,HOST:PORT/PREFIX?partitions=12 is;"
              + " passwords are given in a file of client settings, config=FILE");
    }
    Map<String, String> query = query(matcher.group("query"));
    String prefix = matcher.group("prefix");
    String config = query.remove("config");
    KafkaUrl read =
        new KafkaUrl(
            matcher.group("servers"),
            prefix == null || prefix.isEmpty() ? DEFAULT_PREFIX : prefix,
            number(query.remove("partitions"), "partitions", DEFAULT_PARTITIONS),
            (short) number(query.remove("replication"), "replication", BROKERS_DEFAULT),
            compression(query.remove("compression")),
            config == null ? null : Path.of(config));
    if (!query.isEmpty()) {
      throw new IllegalArgumentException(
          "a URL of Kafka takes partitions, replication, compression and config: unknown="
              + query.keySet());
    }
    return read;
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    for (String part : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static int number(@Nullable String text, String name, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          name + " is a number from 1 to 9999: " + name + "=" + text);
    }
    return Integer.parseInt(text);
  }

  private static String compression(@Nullable String text) {
    if (text != null && !COMPRESSIONS.contains(text)) {
      throw new IllegalArgumentException("compression is none, gzip or lz4: compression=" + text);
    }
    return text == null ? DEFAULT_COMPRESSION : text;
  }

  /** Where entries are. */
  String entries() {
    return prefix + ".entries";
  }

  /** Where signed checkpoints are. */
  String checkpoints() {
    return prefix + ".checkpoints";
  }

  /** Where it is said how far each ledger has come, and where the small files are. */
  String ledgers() {
    return prefix + ".ledgers";
  }

  /**
   * The settings that every client of ours begins with.
   *
   * @throws IllegalArgumentException if the file of settings cannot be read
   */
  Properties clientSettings() {
    Properties settings = new Properties();
    if (config != null) {
      try (Reader file = Files.newBufferedReader(config)) {
        settings.load(file);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "the file of client settings cannot be read: path=" + config, e);
      }
    }
    settings.setProperty("bootstrap.servers", servers);
    settings.setProperty("enable.metrics.push", "false");
    return settings;
  }

  /** What may be shown. */
  @Override
  public String toString() {
    return "kafka://" + servers + "/" + prefix;
  }
}
