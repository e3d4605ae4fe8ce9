package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values for columns, of a generator whose seed the test prints. */
final class RandomValues {
  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  <E> E oneOf(List<E> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The id of a row, or now and then of one that is not there. */
  long oneOf(Map<Long, ?> rows) {
    return rows.isEmpty() || random.nextInt(8) == 0
        ? -1 - random.nextInt(3)
        : oneOf(rows.keySet().stream().sorted().toList());
  }

  String textOrNull() {
    return random.nextInt(3) == 0 ? null : text();
  }

  String text() {
    return random
        .ints(random.nextInt(20), 0, 0x2fff)
        .filter(c -> c != 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  JsonNode documentOrNull() {
    return random.nextInt(3) == 0 ? null : document();
  }

  JsonNode document() {
    return Fixtures.json(
        switch (random.nextInt(5)) {
          case 0 -> "null";
          case 1 -> "[]";
          case 2 -> "\"text " + random.nextInt() + "\"";
          case 3 -> "{\"n\":" + random.nextLong() + ",\"d\":" + random.nextInt() + ".250}";
          default -> "{\"list\":[true,false,null,{\"deep\":\"\\u0000 \u2713\"}]}";
        });
  }
}
