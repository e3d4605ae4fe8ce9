package io.tachograph.verifier;

import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures on all cores, a bounded number at a time; what comes of each is told in the
 * order in which they were given. For one thread.
 */
final class SignatureChecks {
  private static final int BATCH = 32;
  private static final int MAX_BATCHES = 16;

  /** How a checkpoint's root stands to the ledger's. */
  enum Root {
    SAME,
    OTHER,
    /** Entries before it are missing, so the tree is not known. */
    UNKNOWN
  }

  /** A checkpoint whose signature is to be verified. */
  static final class Pending {
    final SignedNote note;
    final long size;
    final String file;
    final long offset;
    final Root root;
    final @Nullable VerifierKey key;
    boolean good;

    Pending(
        SignedNote note,
        long size,
        String file,
        long offset,
        Root root,
        @Nullable VerifierKey key) {
      this.note = note;
      this.size = size;
      this.file = file;
      this.offset = offset;
      this.root = root;
      this.key = key;
    }

    void verify() {
      good = key != null && key.hasSigned(note);
    }
  }

  private record Batch(List<Pending> checks, FutureTask<Void> task) {}

  private final ChunkPipeline pipeline;
  private final Consumer<Pending> settled;
  private final Queue<Batch> batches = new ArrayDeque<>();
  private List<Pending> filling = new ArrayList<>();

  SignatureChecks(ChunkPipeline pipeline, Consumer<Pending> settled) {
    this.pipeline = pipeline;
    this.settled = settled;
  }

  /** Has it verified sooner or later. */
  void add(Pending pending) throws InterruptedIOException {
    filling.add(pending);
    if (filling.size() == BATCH) {
      List<Pending> batch = filling;
      filling = new ArrayList<>();
      FutureTask<Void> task = new FutureTask<>(() -> batch.forEach(Pending::verify), null);
      batches.add(new Batch(batch, task));
      pipeline.execute(task);
      if (batches.size() > MAX_BATCHES) {
        settleFirst();
      }
    }
  }

  private void settleFirst() throws InterruptedIOException {
    Batch batch = batches.remove();
    ChunkPipeline.finish(batch.task());
    batch.checks().forEach(settled);
  }

  /** Waits for all. */
  void settleAll() throws InterruptedIOException {
    while (!batches.isEmpty()) {
      settleFirst();
    }
    filling.forEach(Pending::verify);
    filling.forEach(settled);
    filling.clear();
  }
}
