package org.talweg.program.leastsquares;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.model.Direction;
import org.talweg.program.Program;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

/** A file of NIST's reference data: the fit as a program, from its text, and what is certified. */
record NistModel(
    String name,
    double[][] starts,
    double[] certified,
    double sumOfSquares,
    String formula,
    List<double[]> data) {
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*b\\d+ =\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*");

  static NistModel read(String name) throws IOException {
    String text;
    try (InputStream in = NistModel.class.getResourceAsStream(name + ".dat")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    List<String> lines = text.lines().toList();
    var rows = new ArrayList<double[]>();
    var parameters = new ArrayList<double[]>();
    double sum = Double.NaN;
    int lastData = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher m = PARAMETER.matcher(lines.get(i));
      if (m.matches()) {
        parameters.add(
            new double[] {
              Double.parseDouble(m.group(1)),
              Double.parseDouble(m.group(2)),
              Double.parseDouble(m.group(3))
            });
      }
      if (lines.get(i).startsWith("Residual Sum of Squares:")) {
        sum = Double.parseDouble(lines.get(i).substring(24).strip());
      }
      lastData = lines.get(i).startsWith("Data:") ? i : lastData;
    }
    for (String line : lines.subList(lastData + 1, lines.size())) {
      if (!line.isBlank()) {
        rows.add(
            Arrays.stream(line.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray());
      }
    }
    String model =
        text.substring(
            text.indexOf("Model:"),
            text.toLowerCase(Locale.ROOT).indexOf("starting values        "));
    model = model.substring(model.indexOf("y ") + 1).replaceFirst("^\\s*=", "");
    model = model.replaceAll("\\s+", "").replaceFirst("\\+e$", "");
    int p = parameters.size();
    var starts = new double[2][p];
    var certified = new double[p];
    for (int j = 0; j < p; j++) {
      starts[0][j] = parameters.get(j)[0];
      starts[1][j] = parameters.get(j)[1];
      certified[j] = parameters.get(j)[2];
    }
    return new NistModel(name, starts, certified, sum, model, rows);
  }

  /** The sum of the squares of all residuals, from one of the two starts. */
  Program program(int start) {
    var dag = new Dag();
    int p = certified.length;
    var terms = new int[data.size()];
    for (int i = 0; i < terms.length; i++) {
      var names = new HashMap<String, Integer>();
      names.put("x", dag.constant(data.get(i)[1]));
      names.put("pi", dag.constant(Math.PI));
      for (int j = 0; j < p; j++) {
        names.put("b" + (j + 1), dag.variable(j));
      }
      int value = new Reader(dag, formula, names).whole();
      terms[i] = dag.square(dag.subtract(dag.constant(data.get(i)[0]), value));
    }
    var low = new double[p];
    var high = new double[p];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    Arrays.fill(high, Double.POSITIVE_INFINITY);
    return Program.of(
        new Algebra(
            name,
            dag,
            List.of(),
            low,
            high,
            new boolean[p],
            starts[start],
            Direction.MINIMIZE,
            Row.of(dag.sum(terms)),
            List.of(),
            List.of(),
            new double[0],
            new double[0]));
  }

  /** The least number of digits of a parameter that agree with the certified one. */
  double digits(double[] x) {
    double least = 11;
    for (int j = 0; j < x.length; j++) {
      double error = Math.abs(x[j] - certified[j]) / Math.abs(certified[j]);
      least = Math.min(least, error == 0 ? 11 : -Math.log10(error));
    }
    return least;
  }

  /** Reads the formulas as these files write them. */
  private static final class Reader {
    private final Dag dag;
    private final String text;
    private final Map<String, Integer> names;
    private int at = 0;

    Reader(Dag dag, String text, Map<String, Integer> names) {
      this.dag = dag;
      this.text = text.replace('[', '(').replace(']', ')').replace("**", "^");
      this.names = names;
    }

    int whole() {
      int value = sum();
      if (at < text.length()) {
        throw new IllegalStateException(text + ": what is " + text.substring(at));
      }
      return value;
    }

    private boolean next(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private int sum() {
      int value = product();
      while (true) {
        if (next('+')) {
          value = dag.add(value, product());
        } else if (next('-')) {
          value = dag.subtract(value, product());
        } else {
          return value;
        }
      }
    }

    private int product() {
      int value = signed();
      while (true) {
        if (next('*')) {
          value = dag.multiply(value, signed());
        } else if (next('/')) {
          value = dag.divide(value, signed());
        } else {
          return value;
        }
      }
    }

    private int signed() {
      return next('-') ? dag.negate(signed()) : power();
    }

    private int power() {
      int base = atom();
      return next('^') ? dag.power(base, signed()) : base;
    }

    private int atom() {
      if (next('(')) {
        int value = sum();
        at++;
        return value;
      }
      int from = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      String word = text.substring(from, at);
      return switch (word) {
        case "exp" -> dag.apply(Op.EXP, atom());
        case "cos" -> dag.apply(Op.COS, atom());
        case "sin" -> dag.apply(Op.SIN, atom());
        case "arctan" -> dag.apply(Op.ATAN, atom());
        default ->
            names.containsKey(word) ? names.get(word) : dag.constant(Double.parseDouble(word));
      };
    }
  }
}
