package org.talweg.learn.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.talweg.learn.data.Csv;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.model.Mlp;

/** The example's digits: 1797 images of 8 by 8. */
public final class Digits {
  private static final DataSet ALL = read();

  private Digits() {}

  private static DataSet read() {
    try {
      return Csv.read(Path.of("../examples/digits/digits.csv"), "last", Csv.Target.CLASS)
          .standardized()
          .shuffled(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Training training(Settings settings, Integer... hidden) {
    return new Training(
        "digits",
        new Mlp(64, List.of(hidden), 10),
        ALL.range(0, 1400),
        ALL.range(1400, 1797),
        Loss.CROSS_ENTROPY,
        settings);
  }
}
