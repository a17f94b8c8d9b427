package org.talweg.app;

import java.util.concurrent.Callable;
import org.talweg.app.file.ProblemFile;
import picocli.CommandLine.Command;

/** {@code talweg schema}. */
@Command(
    name = "schema",
    description = "Print the JSON Schema (draft 2020-12) of problem files, for editors and checks.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.print(ProblemFile.schema());
    return 0;
  }
}
