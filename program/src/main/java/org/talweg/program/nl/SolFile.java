package org.talweg.program.nl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * AMPL's {@code .sol} files, of text: what a solver says of a program.
 *
 * @param message what is shown to the user; its lines are not blank
 * @param options the numbers of the {@code .nl} file's first line
 * @param constraints how many the program has
 * @param variables how many the program has
 * @param y multipliers of the constraints, as AMPL has them: the change of the objective per unit
 *     of the constraint's bound; empty where there are none
 * @param x the variables, empty where there is no point
 * @param code AMPL's solve code
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record SolFile(
    String message,
    List<String> options,
    int constraints,
    int variables,
    double[] y,
    double[] x,
    int code,
    List<Suffix> suffixes) {
  public SolFile {
    message = message.strip().replaceAll("\n\\s*\n", "\n");
    options = List.copyOf(options);
    suffixes = List.copyOf(suffixes);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    var text = new StringBuilder();
    boolean tolerance = options.size() > 3 && options.get(1).equals("3");
    text.append(message).append("\n\nOptions\n");
    text.append(tolerance ? options.size() - 1 : options.size()).append('\n');
    options.forEach(option -> text.append(option).append('\n'));
    for (int count : new int[] {constraints, y.length, variables, x.length}) {
      text.append(count).append('\n');
    }
    DoubleConsumer line = value -> text.append(NlSink.text(value)).append('\n');
    Arrays.stream(y).forEach(line);
    Arrays.stream(x).forEach(line);
    text.append("objno 0 ").append(code).append('\n');
    for (Suffix suffix : suffixes) {
      int kind = suffix.target().ordinal() + (suffix.real() ? 4 : 0);
      text.append(
          "suffix %d %d %d 0 0%n"
              .formatted(kind, suffix.indices().length, suffix.name().length() + 1)
              .replace("\r", ""));
      text.append(suffix.name()).append('\n');
      for (int k = 0; k < suffix.indices().length; k++) {
        text.append(suffix.indices()[k]).append(' ');
        text.append(NlSink.text(suffix.values()[k])).append('\n');
      }
    }
    Files.writeString(path, text);
  }

  /**
   * Reads a file.
   *
   * @throws NlFormatException where it is no {@code .sol} file, saying where and why
   */
  public static SolFile read(Path path) throws IOException {
    return new Reader(path.toString(), Files.readString(path, StandardCharsets.UTF_8)).read();
  }

  private static final class Reader {
    private final String file;
    private final List<String> lines;
    private int at = 0;

    Reader(String file, String text) {
      this.file = file;
      this.lines = text.lines().toList();
    }

    SolFile read() throws NlFormatException {
      var message = new ArrayList<String>();
      while (at < lines.size() && !lines.get(at).strip().equals("Options")) {
        message.add(lines.get(at++));
      }
      String unused = next("the word Options");
      var options = new ArrayList<String>();
      int count = count("the number of options", 20);
      for (int k = 0; k < count; k++) {
        options.add(next("an option").strip());
      }
      if (count > 1 && options.get(1).equals("3")) {
        options.add(next("a tolerance").strip());
      }
      int constraints = count("the number of constraints", Integer.MAX_VALUE);
      int duals = count("the number of multipliers", lines.size());
      int variables = count("the number of variables", Integer.MAX_VALUE);
      int values = count("the number of values", lines.size());
      double[] y = numbers(duals, "a multiplier");
      double[] x = numbers(values, "a variable's value");
      int code = 0;
      var suffixes = new ArrayList<Suffix>();
      while (at < lines.size()) {
        String[] words = lines.get(at).strip().split("\\s+");
        if (words[0].equals("objno") && words.length > 2) {
          code = whole(words[2]);
          at++;
        } else if (words[0].equals("suffix") && words.length > 4) {
          at++;
          suffixes.add(suffix(words));
        } else if (lines.get(at).isBlank()) {
          at++;
        } else {
          throw mistake("a line here begins with objno or suffix");
        }
      }
      return new SolFile(
          String.join("\n", message), options, constraints, variables, y, x, code, suffixes);
    }

    private Suffix suffix(String[] words) throws NlFormatException {
      int kind = whole(words[1]);
      int count = whole(words[2]);
      int tableLines = words.length > 5 ? whole(words[5]) : 0;
      if (kind < 0 || kind > 7 || count < 0 || count > lines.size() || tableLines < 0) {
        throw mistake("a suffix has a kind from 0 to 7 and as many values as follow");
      }
      String name = next("a suffix's name").strip();
      for (int k = 0; k < tableLines; k++) {
        String unused = next("a line of the suffix's table");
      }
      int[] indices = new int[count];
      double[] values = new double[count];
      for (int k = 0; k < count; k++) {
        String[] pair = next("a suffix's value").strip().split("\\s+");
        if (pair.length != 2) {
          throw mistake("a suffix's value is a place and a number");
        }
        indices[k] = whole(pair[0]);
        values[k] = number(pair[1]);
      }
      return new Suffix(name, Suffix.Target.values()[kind & 3], kind > 3, indices, values);
    }

    private double[] numbers(int count, String what) throws NlFormatException {
      double[] numbers = new double[count];
      for (int k = 0; k < count; k++) {
        numbers[k] = number(next(what).strip());
      }
      return numbers;
    }

    private String next(String what) throws NlFormatException {
      if (at == lines.size()) {
        throw mistake("the file ends where " + what + " should be");
      }
      return lines.get(at++);
    }

    private int count(String what, int most) throws NlFormatException {
      int count = whole(next(what).strip());
      if (count < 0 || count > most) {
        throw mistake(what + " cannot be " + count);
      }
      return count;
    }

    private int whole(String word) throws NlFormatException {
      try {
        return Integer.parseInt(word);
      } catch (NumberFormatException e) {
        throw mistake("a whole number belongs here");
      }
    }

    private double number(String word) throws NlFormatException {
      try {
        return Double.parseDouble(word);
      } catch (NumberFormatException e) {
        throw mistake("a number belongs here");
      }
    }

    private NlFormatException mistake(String message) {
      return new NlFormatException("%s, line %d: %s".formatted(file, at, message));
    }
  }
}
