package io.tachograph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.StoreException.Category;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The row that a result stands on, with typed columns. A column that must hold something and does
 * not, or holds what is no value of its type, is {@link Category#CORRUPT} with its table, column
 * and row: others write these tables too. For the thread that reads the result.
 */
final class Row {
  private final ResultSet result;
  private final Sql sql;

  Row(ResultSet result, Sql sql) {
    this.result = result;
    this.sql = sql;
  }

  @Nullable String textOrNull(String column) {
    try {
      return result.getString(column);
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "read a column", where(column));
    }
  }

  String text(String column) {
    return present(column, textOrNull(column));
  }

  @Nullable Long numberOrNull(String column) {
    try {
      Object value = result.getObject(column);
      if (value == null) {
        return null;
      }
      if (value instanceof Number number) {
        // Others may have written a fraction, of a duration say.
        return number.longValue();
      }
      throw corrupt(column, "no number", null);
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "read a column", where(column));
    }
  }

  long number(String column) {
    return present(column, numberOrNull(column));
  }

  @Nullable Double realOrNull(String column) {
    try {
      Object value = result.getObject(column);
      if (value == null) {
        return null;
      }
      if (value instanceof Number number) {
        return number.doubleValue();
      }
      throw corrupt(column, "no number", null);
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "read a column", where(column));
    }
  }

  @Nullable Boolean flagOrNull(String column) {
    Long number = numberOrNull(column);
    if (number == null) {
      return null;
    }
    if (number != 0 && number != 1) {
      throw corrupt(column, "neither 0 nor 1", null);
    }
    return number == 1;
  }

  double real(String column) {
    return present(column, realOrNull(column));
  }

  boolean flag(String column) {
    return present(column, flagOrNull(column));
  }

  @Nullable Instant timeOrNull(String column) {
    String text = textOrNull(column);
    if (text == null) {
      return null;
    }
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw corrupt(column, "no ISO 8601 time", e);
    }
  }

  Instant time(String column) {
    return present(column, timeOrNull(column));
  }

  /** The value that {@code parse} finds for the text. */
  <E> E oneOf(String column, Function<String, Optional<E>> parse) {
    return parse
        .apply(text(column))
        .orElseThrow(() -> corrupt(column, "none of the values its schema allows", null));
  }

  @Nullable JsonNode jsonOrNull(String column) {
    try {
      // Numeric affinity: a bare number is no text any more.
      Object value = result.getObject(column);
      if (value == null) {
        return null;
      }
      String text =
          value instanceof byte[] bytes
              ? new String(bytes, StandardCharsets.UTF_8)
              : value.toString();
      JsonNode document = Json.parse(text);
      if (document.isMissingNode()) {
        throw corrupt(column, "no JSON document", null);
      }
      return document;
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "read a column", where(column));
    } catch (JsonProcessingException e) {
      throw corrupt(column, "no JSON document", e);
    }
  }

  JsonNode json(String column) {
    return present(column, jsonOrNull(column));
  }

  private <V> V present(String column, @Nullable V value) {
    if (value == null) {
      throw corrupt(column, "null, which its schema forbids", null);
    }
    return value;
  }

  private StoreException corrupt(String column, String what, @Nullable Exception cause) {
    return new StoreException(
        Category.CORRUPT,
        "A column of the store holds " + what + "; correct the row: " + where(column) + ".",
        cause);
  }

  private String where(String column) {
    return "table=" + sql.table() + " column=" + column + " row=" + rowId();
  }

  private String rowId() {
    try {
      return String.valueOf(result.getString(1));
    } catch (SQLException e) {
      return "unknown";
    }
  }
}
