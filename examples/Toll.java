import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.program.bilevel.BilevelModel;
import org.talweg.program.expression.Dag;

/**
 * Sets tolls on a tunnel and a bridge for the most revenue. Twenty thousand drivers choose between
 * these and a free road: the follower, whose answer is the equilibrium, in which all roads in use
 * cost the same. Without the free road there would be no best toll. The most is 57.5, by tolls of 4
 * and 3.5.
 */
class Toll {
  public static void main(String[] args) throws Exception {
    var model = new BilevelModel("tolls");
    Dag d = model.dag();
    int tunnelToll = model.leader("tunnel toll", 0, 10, 1);
    int bridgeToll = model.leader("bridge toll", 0, 10, 1);
    int tunnel = model.follower("tunnel", 0, 20, 10);
    int bridge = model.follower("bridge", 0, 20, 5);
    int road = model.follower("road", 0, 20, 5);

    int revenue = d.add(d.multiply(tunnelToll, tunnel), d.multiply(bridgeToll, bridge));
    model.upper(d.negate(revenue));

    // Beckmann's potential: its minimum is the equilibrium. A road takes base + slope * flow.
    model.lower(
        d.sum(revenue, time(d, tunnel, 2, 0.1), time(d, bridge, 3, 0.1), time(d, road, 6, 0.2)));
    model.lowerConstraint(d.sum(tunnel, bridge, road), 20, 20);

    var outcome = Talweg.solve(model.convex(), RunOptions.within(Budget.evaluations(10_000)));
    var best = outcome.best().orElseThrow();
    System.out.printf("by %s%n", outcome.plan().brief());
    System.out.printf("tolls %.3f and %.3f%n", best.solution().x()[0], best.solution().x()[1]);
    System.out.printf(
        "flows %.3f, %.3f, %.3f%n",
        best.solution().y()[0], best.solution().y()[1], best.solution().y()[2]);
    System.out.printf(
        "revenue %.4f, %s%n",
        -outcome.objective(), best.assessment().feasible() ? "at equilibrium" : "off equilibrium");
  }

  private static int time(Dag d, int flow, double base, double slope) {
    return d.add(
        d.multiply(d.constant(base), flow), d.multiply(d.constant(slope / 2), d.square(flow)));
  }
}
