import org.talweg.program.Model;
import org.talweg.program.Model.Expression;
import org.talweg.program.Model.Variable;

/**
 * Which power plants run in which hour of a day, and at what power, so that demand is met at the
 * least cost: a mixed-integer linear program.
 *
 * <p>A plant that runs gives between its least and its most power; starting it costs extra; and an
 * hour needs a reserve of a tenth of the demand in plants that run.
 */
class UnitCommitment {
  record Plant(
      String name, double least, double most, double perHour, double perMwh, double start) {}

  public static void main(String[] args) throws Exception {
    var plants =
        new Plant[] {
          new Plant("coal", 150, 400, 900, 18, 4000),
          new Plant("gas", 100, 300, 600, 27, 1500),
          new Plant("biogas", 40, 120, 300, 34, 400),
          new Plant("diesel", 10, 60, 120, 62, 60)
        };
    double[] demand = {
      310, 290, 280, 300, 360, 450, 560, 640, 690, 700, 680, 650, 620, 600, 610, 640, 700, 760, 740,
      660, 560, 470, 400, 340
    };
    var m = new Model("unit commitment");
    int hours = demand.length;
    var runs = new Variable[plants.length][hours];
    var starts = new Variable[plants.length][hours];
    var power = new Variable[plants.length][hours];
    Expression cost = m.number(0);
    for (int p = 0; p < plants.length; p++) {
      Plant plant = plants[p];
      for (int t = 0; t < hours; t++) {
        String where = plant.name() + "," + t;
        runs[p][t] = m.integer("runs[" + where + "]").between(0, 1);
        starts[p][t] = m.integer("starts[" + where + "]").between(0, 1);
        power[p][t] = m.real("power[" + where + "]").between(0, plant.most());
        m.subjectTo(power[p][t].minus(runs[p][t].times(plant.most())).atMost(0));
        m.subjectTo(power[p][t].minus(runs[p][t].times(plant.least())).atLeast(0));
        Expression turnedOn = t == 0 ? runs[p][t] : runs[p][t].minus(runs[p][t - 1]);
        m.subjectTo(starts[p][t].minus(turnedOn).atLeast(0));
        cost =
            cost.plus(runs[p][t].times(plant.perHour()))
                .plus(power[p][t].times(plant.perMwh()))
                .plus(starts[p][t].times(plant.start()));
      }
    }
    for (int t = 0; t < hours; t++) {
      int hour = t;
      m.subjectTo(m.sum(plants.length, p -> power[p][hour]).equalTo(demand[t]));
      m.subjectTo(
          m.sum(plants.length, p -> runs[p][hour].times(plants[p].most()))
              .atLeast(1.1 * demand[t]));
    }
    var best = m.minimize(cost);
    for (int p = 0; p < plants.length; p++) {
      var line = new StringBuilder("%-7s".formatted(plants[p].name()));
      for (int t = 0; t < hours; t++) {
        line.append("%4.0f".formatted(best.value(power[p][t])));
      }
      System.out.println(line);
    }
    System.out.printf("%s: cost %.2f%n", best.proof().words(), best.objective());
  }
}
