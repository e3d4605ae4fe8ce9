package io.tachograph.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The command's output as bytes. Says, as a {@link PrintStream} does not, that nobody reads on. */
final class StandardOutput extends OutputStream {
  private final PrintStream out;

  StandardOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    check();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new IOException("the output was closed before all was written");
    }
  }
}
