package io.tachograph.ledger;

import java.nio.file.Path;

/** Run as a process of its own: takes a folder's writer lock and keeps it until killed. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws Exception {
    WriterLock lock = WriterLock.acquire(Path.of(args[0]));
    System.out.println("locked");
    Thread.sleep(Long.MAX_VALUE);
    lock.close();
  }
}
