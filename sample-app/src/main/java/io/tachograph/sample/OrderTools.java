package io.tachograph.sample;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a model ask the order database. Like the database, for one thread at a time. */
final class OrderTools {
  private static final int MAX_ROWS = 200;

  private final OrderDatabase database;

  OrderTools(OrderDatabase database) {
    this.database = database;
  }

  @Tool("Runs one SELECT on the order database (SQLite) and returns its rows")
  List<Map<String, @Nullable Object>> queryOrders(@P("the SELECT") String sql) throws SQLException {
    return database.query(sql, MAX_ROWS);
  }

  @Tool("Lists the tables of the order database with their definitions")
  List<Map<String, @Nullable Object>> describeTables() throws SQLException {
    return database.query(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name", MAX_ROWS);
  }
}
