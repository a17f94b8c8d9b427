package org.talweg.program.linear;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The small instances among the test resources. */
public final class Instances {
  private Instances() {}

  public static LinearProgram read(String file) throws IOException {
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(Instances.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      return file.endsWith(".lp") ? LpReader.read(file, in) : MpsReader.read(file, in);
    }
  }
}
