package io.tachograph.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds on what a run takes of the disk. A ledger of millions of calls a second has no end of its
 * own, and a disk that is full is felt by all that runs on the machine.
 *
 * @param mostBytes of all that the suites write, the ledgers that were kept included
 * @param leastFreeBytes that must be left to others
 */
record DiskBudget(long mostBytes, long leastFreeBytes) {
  private static final long GB = 1L << 30;

  /** {@code suites.most.gb} and {@code suites.free.gb}. */
  static DiskBudget configured() {
    return new DiskBudget(
        Long.getLong("suites.most.gb", 20) * GB, Long.getLong("suites.free.gb", 10) * GB);
  }

  /** Fails where the folder takes too much, or too little is left around it. */
  void check(Path folder, String during) throws IOException {
    assertThat(bytesOf(folder))
        .as(
            "%s was ended: the suites' files take more than suites.most.gb=%d; make its parts"
                + " smaller, or delete what was kept under %s",
            during, mostBytes / GB, folder)
        .isLessThan(mostBytes);
    assertThat(Files.getFileStore(folder).getUsableSpace())
        .as(
            "%s was ended: less than suites.free.gb=%d is left on the disk of %s",
            during, leastFreeBytes / GB, folder)
        .isGreaterThan(leastFreeBytes);
  }

  /** What the files under a folder take. Some may go while they are looked at. */
  static long bytesOf(Path folder) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            bytes.addAndGet(is.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }
}
