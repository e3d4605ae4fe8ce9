package io.tachograph.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The real files, of which the N-th change goes wrong: not at all, or after it was applied; that
 * one alone, or it and all that follow, as if the process had died there.
 */
final class FaultyFiles implements DurableFiles {
  /** What happens at the step. */
  enum Fault {
    NOT_APPLIED,
    APPLIED,
    /** Half of what is appended is: the rest is cut off. */
    TORN
  }

  private final DurableFiles files = new DiskFiles();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final int failAt;
  private final Fault fault;
  private final boolean forEver;
  private final Runnable atFault;

  FaultyFiles(int failAt, Fault fault, boolean forEver) {
    this(failAt, fault, forEver, () -> {});
  }

  FaultyFiles(int failAt, Fault fault, boolean forEver, Runnable atFault) {
    this.failAt = failAt;
    this.fault = fault;
    this.forEver = forEver;
    this.atFault = atFault;
  }

  /** What was done, in order. */
  List<String> steps() {
    return steps;
  }

  private interface Change {
    void apply() throws IOException;
  }

  private synchronized void step(String name, Change change, Change torn) throws IOException {
    steps.add(name);
    int number = steps.size();
    boolean fails = forEver ? number >= failAt : number == failAt;
    if (!fails) {
      change.apply();
      return;
    }
    if (number == failAt && fault == Fault.APPLIED) {
      change.apply();
    } else if (number == failAt && fault == Fault.TORN) {
      torn.apply();
    }
    atFault.run();
    throw new IOException("the disk fails here: step=" + number + " name=" + name);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step("create " + folder.getFileName(), () -> files.createFolder(folder), () -> {});
  }

  @Override
  public void replace(Path file, byte[] content, boolean secret) throws IOException {
    step(
        "replace " + file.getFileName(),
        () -> files.replace(file, content, secret),
        () -> files.replace(file.resolveSibling(file.getFileName() + ".tmp"), content, secret));
  }

  @Override
  public void append(Path file, byte[] content, boolean wait) throws IOException {
    step(
        "append " + file.getFileName(),
        () -> files.append(file, content, wait),
        () -> files.append(file, Arrays.copyOf(content, content.length / 2), wait));
  }

  @Override
  public void erase(Path file) throws IOException {
    step("erase " + file.getFileName(), () -> files.erase(file), () -> files.erase(file));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step("move " + from.getFileName(), () -> files.move(from, to), () -> {});
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete " + file.getFileName(), () -> files.delete(file), () -> {});
  }
}
