package org.talweg.learn.discovery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.talweg.learn.discovery.UpdateRule.Type;

/**
 * Runs a rule on arrays, step after step, and keeps its memory. Statements without effect are
 * skipped. Cost of a step: a pass over the weights per statement; arithmetic passes are loops that
 * the JIT turns into vector instructions.
 */
public final class Machine {
  /** A statement with places for names; the place of a constant is -1. */
  private record Code(
      Function function, Type type, int target, int[] places, double[] constants, Type[] types) {}

  private final int size;
  private final Code[] codes;
  private final double[][] vectors;
  private final double[] scalars;
  private final double[][] filled = new double[3][];
  private final Map<String, Integer> places = new HashMap<>();
  private final boolean ownWeights;
  private final boolean ownGradient;

  /** A machine for so many weights, before its first step. */
  public Machine(UpdateRule rule, int size) {
    this.size = size;
    UpdateRule live = rule.live();
    UpdateRule.INPUTS.keySet().forEach(this::place);
    var types = new TreeMap<>(UpdateRule.INPUTS);
    codes = new Code[live.statements().size()];
    for (int i = 0; i < codes.length; i++) {
      Statement s = live.statements().get(i);
      int n = s.arguments().size();
      int[] from = new int[n];
      double[] constants = new double[n];
      var argumentTypes = new Type[n];
      for (int k = 0; k < n; k++) {
        switch (s.arguments().get(k)) {
          case Statement.Variable(String name) -> from[k] = place(name);
          case Statement.Constant(double value) -> {
            from[k] = -1;
            constants[k] = value;
          }
        }
        argumentTypes[k] = UpdateRule.type(s.arguments().get(k), types);
      }
      Type type = UpdateRule.type(s, types);
      codes[i] = new Code(s.function(), type, place(s.target()), from, constants, argumentTypes);
      types.put(s.target(), type);
    }
    vectors = new double[places.size()][];
    scalars = new double[places.size()];
    Arrays.setAll(vectors, _ -> new double[size]);
    ownWeights = live.statements().stream().anyMatch(s -> s.target().equals("w"));
    ownGradient = live.statements().stream().anyMatch(s -> s.target().equals("g"));
    Arrays.setAll(filled, _ -> new double[size]);
  }

  private int place(String name) {
    return places.computeIfAbsent(name, _ -> places.size());
  }

  private int at(String name) {
    return places.getOrDefault(name, 0);
  }

  /**
   * One step.
   *
   * @param w the weights, left as they are
   * @param g the gradient, left as it is
   * @param t the number of the step, from 1
   * @return what is to be subtracted from the weights; overwritten by the next step
   */
  public double[] update(double[] w, double[] g, double lr, long t) {
    if (w.length != size || g.length != size) {
      throw new IllegalArgumentException(
          "%d weights and %d of the gradient, where %d are expected"
              .formatted(w.length, g.length, size));
    }
    put("w", w, ownWeights);
    put("g", g, ownGradient);
    scalars[at("lr")] = lr;
    scalars[at("t")] = t;
    for (Code code : codes) {
      execute(code);
    }
    return vectors[at(UpdateRule.UPDATE)];
  }

  /** What the rule remembers under that name, {@code m} or {@code v}; may be changed. */
  public double[] memory(String name) {
    return vectors[at(name)];
  }

  private void put(String name, double[] values, boolean own) {
    if (own) {
      System.arraycopy(values, 0, vectors[at(name)], 0, size);
    } else {
      vectors[at(name)] = values;
    }
  }

  private double scalar(Code code, int k) {
    if (k >= code.places.length) {
      return 0;
    }
    return code.places[k] < 0 ? code.constants[k] : scalars[code.places[k]];
  }

  private double[] vector(Code code, int k) {
    if (code.types[k] == Type.VECTOR) {
      return vectors[code.places[k]];
    }
    Arrays.fill(filled[k], scalar(code, k));
    return filled[k];
  }

  private void execute(Code code) {
    if (code.function.reduces()) {
      scalars[code.target] = reduced(code);
    } else if (code.type == Type.SCALAR) {
      scalars[code.target] = code.function.of(scalar(code, 0), scalar(code, 1), scalar(code, 2));
    } else {
      double[] x = vector(code, 0);
      double[] y = code.places.length > 1 ? vector(code, 1) : x;
      double[] out = vectors[code.target];
      if (code.places.length == 3) {
        interpolate(out, x, y, vector(code, 2));
      } else {
        pass(code, out, x, y);
      }
    }
  }

  private double reduced(Code code) {
    double[] x = vectors[code.places[0]];
    double[] y = vectors[code.places[code.places.length - 1]];
    return switch (code.function) {
      case NORM -> Math.sqrt(dot(x, x));
      case DOT -> dot(x, y);
      default -> dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
    };
  }

  private double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private void interpolate(double[] out, double[] x, double[] y, double[] a) {
    for (int i = 0; i < size; i++) {
      out[i] = (1 - a[i]) * x[i] + a[i] * y[i];
    }
  }

  private void pass(Code code, double[] out, double[] x, double[] y) {
    int n = size;
    switch (code.function) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] + y[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] - y[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] * y[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] / y[i];
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[i] = x[i] * x[i];
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.sqrt(Math.abs(x[i]));
        }
      }
      case CLIP -> {
        double factor = Math.min(1, Math.abs(scalar(code, 1)) / Math.sqrt(dot(x, x)));
        for (int i = 0; i < n; i++) {
          out[i] = factor * x[i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[i] = code.function.of(x[i], y[i], 0);
        }
      }
    }
  }
}
