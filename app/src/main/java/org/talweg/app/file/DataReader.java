package org.talweg.app.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.learn.data.Csv;
import org.talweg.learn.data.CsvFile;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.Idx;
import org.talweg.learn.data.Libsvm;
import org.talweg.learn.data.Table;
import org.talweg.learn.data.TextWindows;
import org.talweg.learn.tensor.Safetensors;

/** Reads the key {@code data}: a file of examples. */
final class DataReader {
  private final Mistakes mistakes;
  private final Entries entries;
  private final Path directory;

  /**
   * A reader.
   *
   * @param directory what relative paths are relative to
   */
  DataReader(Mistakes mistakes, Path directory) {
    this.mistakes = mistakes;
    this.entries = new Entries(mistakes);
    this.directory = directory;
  }

  /** What there is to learn from and to judge by. */
  record Data(DataSet examples, DataSet validation) {}

  /** The data that the key states, shuffled; null where something is wrong. */
  @Nullable Data data(Fields train, double share, long seed, @Nullable Safetensors start) {
    Fields data =
        entries.mapping(
            train.get("data"),
            "data",
            List.of(
                "csv",
                "idx",
                "libsvm",
                "text",
                "labels",
                "target",
                "of",
                "scale",
                "window",
                "stream",
                "alphabet"));
    if (data == null) {
      mistakes.add(
          train.place(), "'data' is missing: {csv: FILE}, {idx: ...}, {libsvm: ...}, {text: ...}");
      return null;
    }
    List<String> kinds =
        data.keys().stream().filter(List.of("csv", "idx", "libsvm", "text")::contains).toList();
    if (kinds.size() != 1) {
      mistakes.add(data.place(), "data has one of csv, idx, libsvm and text");
      return null;
    }
    String kind = kinds.getFirst();
    Path file = path(data, kind);
    try {
      if (kind.equals("text")) {
        TextWindows text = text(data, file, start);
        return new Data(text.part(0, 1 - share), text.part(1 - share, 1).apart());
      }
      DataSet all = table(data, kind, file).shuffled(seed);
      long cut = Math.round((1 - share) * all.size());
      return new Data(all.range(0, cut), all.range(cut, all.size()));
    } catch (IOException | IllegalArgumentException e) {
      mistakes.add(data.placeOf(kind), words(e, file));
      return null;
    }
  }

  /** The symbols are those that the weights to start from know, if there are any. */
  private TextWindows text(Fields data, Path file, @Nullable Safetensors start) throws IOException {
    String text = Files.readString(file);
    int window = (int) entries.whole(data, "window", 64, 1);
    String learned = start == null ? "" : start.metadata().getOrDefault(TextWindows.ALPHABET, "");
    String stated = entries.text(data, "alphabet", learned);
    stated = stated.equals("ascii") ? TextWindows.ASCII : stated;
    if (!learned.isEmpty() && !learned.equals(stated)) {
      throw new IllegalArgumentException(
          "the weights to start from know another alphabet: leave 'alphabet' out to use theirs");
    }
    return stated.isEmpty() ? TextWindows.of(text, window) : TextWindows.of(text, window, stated);
  }

  private DataSet table(Fields data, String kind, Path file) throws IOException {
    boolean standard =
        entries.word(data, "scale", "standard", List.of("standard", "none")).equals("standard");
    if (kind.equals("csv")) {
      String column = entries.text(data, "target", "last");
      Csv.Target target =
          entries.word(data, "of", "classes", List.of("classes", "numbers")).equals("classes")
              ? Csv.Target.CLASS
              : Csv.Target.NUMBER;
      if (streams(data, file)) {
        return CsvFile.open(file, column, target, standard);
      }
      Table table = Csv.read(file, column, target);
      return standard ? table.standardized() : table;
    }
    if (kind.equals("libsvm")) {
      Table table = Libsvm.read(file, 0);
      return standard ? table.standardized() : table;
    }
    if (!data.has("labels")) {
      throw new IllegalArgumentException("idx images need labels: {idx: FILE, labels: FILE}");
    }
    return Idx.read(file, path(data, "labels"), Integer.MAX_VALUE);
  }

  /** Whether a table stays in its file: on request, or where it would take most of the memory. */
  private boolean streams(Fields data, Path file) throws IOException {
    return switch (entries.word(data, "stream", "auto", List.of("auto", "true", "false"))) {
      case "true" -> true;
      case "false" -> false;
      default ->
          Files.exists(file)
              && Files.size(file) > Runtime.getRuntime().maxMemory() / 4
              && !file.toString().endsWith(".gz");
    };
  }

  Path path(Fields of, String key) {
    return directory.resolve(entries.text(of, key, "."));
  }

  /** Why a file cannot be read. */
  static String words(Exception e, Path file) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "no file " + file
        : String.valueOf(e.getMessage());
  }
}
