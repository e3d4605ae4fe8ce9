package io.tachograph.ledger;

import io.tachograph.format.Entry;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.jspecify.annotations.Nullable;

/**
 * A cursor with a tailer of its own. Begins with the first entry there is where the one asked for
 * was dropped. For one thread at a time.
 */
final class ChronicleCursor implements LedgerCursor {
  private final ExcerptTailer tailer;
  private final ExcerptReader reader;
  private final RollFiles rollFiles;
  private final long fromSeq;
  private boolean positioned;

  ChronicleCursor(Path path, SingleChronicleQueue queue, long fromSeq) {
    this.tailer = queue.createTailer();
    tailer.singleThreadedCheckDisabled(true);
    this.reader = new ExcerptReader(path, tailer);
    this.rollFiles = new RollFiles(path, queue);
    this.fromSeq = fromSeq;
  }

  @Override
  public @Nullable Entry next() {
    if (!positioned) {
      if (!rollFiles.moveTo(tailer, Math.max(fromSeq, rollFiles.firstSeq()))) {
        return null;
      }
      positioned = true;
    }
    return reader.read();
  }

  @Override
  public void close() {
    tailer.close();
  }
}
