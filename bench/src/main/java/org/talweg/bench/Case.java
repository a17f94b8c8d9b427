package org.talweg.bench;

import java.io.IOException;
import org.talweg.model.BlackBox;

/**
 * One problem of a benchmark, opened only when it is run.
 *
 * @param suite the group it is reported in
 * @param name unique within its suite
 * @param quick whether it belongs to the quick benchmark
 * @param dimension of its unit cube, for the report; 0 where only opening it tells
 */
public record Case(String suite, String name, boolean quick, int dimension, Opener opener) {
  /** A problem with what its solutions are measured against. */
  public record Opened(BlackBox problem, Yardstick yardstick) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (problem.measure() instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (IOException e) {
          throw e;
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  /** Reads whatever data the problem consists of. */
  @FunctionalInterface
  public interface Opener {
    Opened open() throws IOException;
  }

  /** What the results file calls it. */
  public String id() {
    return suite + "/" + name;
  }
}
