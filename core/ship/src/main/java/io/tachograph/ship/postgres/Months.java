package io.tachograph.ship.postgres;

import io.tachograph.ship.ShippedEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The months whose partitions are known to be there; makes those that are not. For any thread. */
final class Months {
  private static final String MAKE = "SELECT ledger_partition(?, ?)";
  private static final String RECORDS = "ledger_records";
  private static final String CHECKPOINTS = "ledger_checkpoints";

  private final Set<YearMonth> records = ConcurrentHashMap.newKeySet();
  private final Set<YearMonth> checkpoints = ConcurrentHashMap.newKeySet();

  /** Sees to the months of entries; how many were made or found. */
  int ofEntries(Connection connection, List<ShippedEntry> entries) throws SQLException {
    int made = 0;
    for (ShippedEntry entry : entries) {
      made += see(connection, RECORDS, records, entry.entry().time());
    }
    return made;
  }

  /** Sees to this month and the next, since the clocks of two machines differ. */
  int ofNow(Connection connection) throws SQLException {
    Instant now = Instant.now();
    Instant soon = now.plusSeconds(3_600);
    return see(connection, CHECKPOINTS, checkpoints, now)
        + see(connection, CHECKPOINTS, checkpoints, soon);
  }

  private static int see(Connection connection, String table, Set<YearMonth> known, Instant at)
      throws SQLException {
    OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
    YearMonth month = YearMonth.from(time);
    if (known.contains(month)) {
      return 0;
    }
    try (PreparedStatement make = connection.prepareStatement(MAKE)) {
      make.setString(1, table);
      make.setObject(2, time);
      make.execute();
      // At once, so that nobody waits for the transaction that inserts.
      connection.commit();
    }
    known.add(month);
    return 1;
  }
}
