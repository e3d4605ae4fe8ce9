package io.tachograph.verifier;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Chunks on their way through the cores, a bounded number at a time, that come out in the order in
 * which they went in. Its threads start with the second chunk. For one thread.
 */
final class ChunkPipeline implements AutoCloseable {
  private static final int CHUNKS_PER_THREAD = 3;

  /** Of the heap at most this part is chunks in flight. */
  private static final int HEAP_PART = 8;

  private record Flight(Chunk chunk, FutureTask<Void> check) {}

  private static final int MIN_CHUNK_BYTES = 4 << 10;

  private final int threads;
  private final int chunkBytes;
  private final int maxChunks;
  private final Deque<Chunk> free = new ArrayDeque<>();
  private final Queue<Flight> flights = new ArrayDeque<>();
  private int chunks;
  private @Nullable ExecutorService pool;

  /** With a thread for each core, for a ledger of about so many bytes. */
  ChunkPipeline(long ledgerBytes) {
    Runtime runtime = Runtime.getRuntime();
    threads = runtime.availableProcessors();
    long fitting = runtime.maxMemory() / HEAP_PART / Chunk.MAX_BYTES;
    chunkBytes = (int) Math.max(MIN_CHUNK_BYTES, Math.min(Chunk.MAX_BYTES, ledgerBytes));
    maxChunks = (int) Math.max(2, Math.min(fitting, (long) threads * CHUNKS_PER_THREAD));
  }

  /** How many bytes a chunk holds. */
  int chunkBytes() {
    return chunkBytes;
  }

  /** A chunk to fill, or null while all are in flight. */
  @Nullable Chunk free() {
    if (free.isEmpty() && chunks < maxChunks) {
      chunks++;
      return new Chunk(chunkBytes);
    }
    return free.poll();
  }

  /** A chunk is done with. */
  void release(Chunk chunk) {
    free.push(chunk);
  }

  /** Has a chunk checked. */
  void submit(Chunk chunk) {
    FutureTask<Void> check = new FutureTask<>(chunk::check, null);
    Flight before = flights.peek();
    flights.add(new Flight(chunk, check));
    if (before != null) {
      if (pool == null) {
        execute(before.check());
      }
      execute(check);
    }
  }

  /** Has something done on one of its threads. */
  void execute(Runnable work) {
    if (pool == null) {
      pool = Executors.newFixedThreadPool(threads, ChunkPipeline::thread);
    }
    pool.execute(work);
  }

  /** Does the work, or waits for the thread that does it. */
  static void finish(FutureTask<Void> work) throws InterruptedIOException {
    // Does nothing if another thread has it.
    work.run();
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("verification was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed, which is our mistake", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tachograph-verify");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The chunk that was submitted first of those in flight, checked; null if there is none.
   *
   * @throws InterruptedIOException if the thread is interrupted meanwhile
   */
  @Nullable Chunk next() throws InterruptedIOException {
    Flight flight = flights.poll();
    if (flight == null) {
      return null;
    }
    finish(flight.check());
    return flight.chunk();
  }

  /** Waits for all that is in flight, and forgets it. */
  void discard() throws InterruptedIOException {
    for (Chunk chunk = next(); chunk != null; chunk = next()) {
      release(chunk);
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
