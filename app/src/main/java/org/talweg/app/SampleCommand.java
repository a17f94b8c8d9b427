package org.talweg.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.TrainingFile;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.TrainingRecord;
import org.talweg.app.training.TextSample;
import org.talweg.app.training.TrainingRun;
import org.talweg.engine.journal.RunHeader;
import org.talweg.learn.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg runs sample ID}. */
@Command(
    name = "sample",
    description = "Let a model that has learned a text write on.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: talweg runs sample ID --prompt 'KING:' --temperature 0.5"})
final class SampleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = RunStore.ID)
  String id = "";

  @Option(names = "--store", paramLabel = "PATH", description = RunStore.STORE)
  @Nullable Path store;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "What to go on from.")
  String prompt = "";

  @Option(names = "--length", paramLabel = "N", description = "Characters to write: 400.")
  int length = 400;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "0 takes the likeliest character, 1 draws as the model says: 0.8.")
  double temperature = TextSample.TEMPERATURE;

  @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same text: 1.")
  long seed = 1;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    if (length < 1 || length > 1_000_000) {
      throw new IllegalArgumentException("--length is 1 to a million, not " + length);
    }
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new IllegalArgumentException("--temperature is 0 to 100, not " + temperature);
    }
    try (var journal = RunStore.existing(store)) {
      RunHeader header = RunStore.header(journal, id);
      if (!TrainingRecord.is(header)) {
        throw new IllegalArgumentException(
            "run " + header.id() + " is of a " + header.form() + ", which writes no text");
      }
      Training training = TrainingFile.of(header.source()).training();
      String text =
          TextSample.of(training, TrainingRun.best(journal, header))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "run "
                              + header.id()
                              + " has not learned a text, but "
                              + training.model()))
              .after(prompt, length, temperature, seed);
      if (json) {
        var object = new LinkedHashMap<String, Object>();
        object.put("run", header.id());
        object.put("prompt", prompt);
        object.put("temperature", temperature);
        object.put("seed", seed);
        object.put("text", text);
        System.out.println(Output.write(object));
      } else {
        System.out.println(Numbers.printable(text));
      }
      return 0;
    }
  }
}
