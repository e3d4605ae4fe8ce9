package io.tachograph.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Run as a process of its own: appends from several threads, each entry to the disk. */
final class SyncedHost {
  private SyncedHost() {}

  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[1]);
    int each = Integer.parseInt(args[2]);
    LedgerSettings settings = LedgerSettings.defaults().withDurability(Durability.FSYNC);
    try (Ledger ledger = ChronicleLedger.open(Path.of(args[0]), settings)) {
      List<Thread> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < each; i++) {
                    LedgerContract.append(ledger, "{\"i\":" + i + "}");
                  }
                });
        thread.start();
        running.add(thread);
      }
      for (Thread thread : running) {
        thread.join();
      }
    }
  }
}
