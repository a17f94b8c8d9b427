import static org.talweg.model.Parameter.real;

import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Space;

/** Minimises a function of two numbers: Branin's, whose least value is 0.397887. */
class Minimise {
  static double branin(double x, double y) {
    double curve = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  public static void main(String[] args) throws Exception {
    var space = Space.of(real("x", -5, 10), real("y", 0, 15));
    var outcome =
        Talweg.minimize(space, p -> branin(p.real("x"), p.real("y")), Budget.evaluations(60));
    System.out.printf(
        "%s after %d trials%n", outcome.best().orElseThrow().solution(), outcome.trials());
    System.out.printf("least value %.4f%n", outcome.objective());
  }
}
