package org.talweg.papers.adabelief;

import org.bytedeco.javacpp.DoublePointer;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/** The paper's functions of two variables, with their gradients. */
enum Toy {
  ABSOLUTE("|x| + |y|", 3, 5) {
    @Override
    double value(double x, double y) {
      return Math.abs(x) + Math.abs(y);
    }

    @Override
    double[] gradient(double x, double y) {
      return new double[] {Math.signum(x), Math.signum(y)};
    }
  },
  TURNED_ABSOLUTE("|x + y| + |x - y| / 10", 3, 5) {
    @Override
    double value(double x, double y) {
      return Math.abs(x + y) + Math.abs(x - y) / 10;
    }

    @Override
    double[] gradient(double x, double y) {
      double sum = Math.signum(x + y);
      double difference = Math.signum(x - y) / 10;
      return new double[] {sum + difference, sum - difference};
    }
  },
  TURNED_SQUARES("(x + y)^2 + (x - y)^2 / 10", 3, 5) {
    @Override
    double value(double x, double y) {
      return (x + y) * (x + y) + (x - y) * (x - y) / 10;
    }

    @Override
    double[] gradient(double x, double y) {
      double sum = 2 * (x + y);
      double difference = (x - y) / 5;
      return new double[] {sum + difference, sum - difference};
    }
  },
  UNEVEN_ABSOLUTE("|x| / 10 + |y|", 3, 5) {
    @Override
    double value(double x, double y) {
      return Math.abs(x) / 10 + Math.abs(y);
    }

    @Override
    double[] gradient(double x, double y) {
      return new double[] {Math.signum(x) / 10, Math.signum(y)};
    }
  },
  BEALE("Beale", 2, 2) {
    @Override
    double value(double x, double y) {
      double a = 1.5 - x + x * y;
      double b = 2.25 - x + x * y * y;
      double c = 2.625 - x + x * y * y * y;
      return a * a + b * b + c * c;
    }

    @Override
    double[] gradient(double x, double y) {
      double a = 1.5 - x + x * y;
      double b = 2.25 - x + x * y * y;
      double c = 2.625 - x + x * y * y * y;
      return new double[] {
        2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1),
        2 * a * x + 4 * b * x * y + 6 * c * x * y * y
      };
    }
  },
  ROSENBROCK("Rosenbrock", -2, 2) {
    @Override
    double value(double x, double y) {
      return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
    }

    @Override
    double[] gradient(double x, double y) {
      double d = y - x * x;
      return new double[] {-2 * (1 - x) - 400 * x * d, 200 * d};
    }
  };

  static final double TARGET = 1e-2;
  static final int MOST = 15_000;
  private static final Layout PLANE = Layout.of("point", 2);

  private final String words;
  final double x0;
  final double y0;

  Toy(String words, double x0, double y0) {
    this.words = words;
    this.x0 = x0;
    this.y0 = y0;
  }

  abstract double value(double x, double y);

  abstract double[] gradient(double x, double y);

  @Override
  public String toString() {
    return words;
  }

  /**
   * Steps until the value is below the target, at a constant rate; the most allowed where never.
   */
  int steps(Transformation direction, double rate, int most) {
    try (Params w = Params.trainable(PLANE, Precision.DOUBLE);
        var descent = new Descent(w, direction.then(new Rate(rate, Schedule.CONSTANT)), 0);
        DoublePointer point = new DoublePointer(w.flat().data_ptr_double());
        DoublePointer slope = new DoublePointer(w.gradient().flat().data_ptr_double())) {
      Torch.threads(1);
      point.put(0, x0).put(1, y0);
      for (int t = 1; t <= most; t++) {
        double[] g = gradient(point.get(0), point.get(1));
        slope.put(0, g[0]).put(1, g[1]);
        descent.apply();
        if (value(point.get(0), point.get(1)) < TARGET) {
          return t;
        }
      }
      return most;
    }
  }
}
