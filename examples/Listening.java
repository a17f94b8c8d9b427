import static org.talweg.model.Parameter.real;

import java.util.List;
import java.util.Map;
import org.talweg.engine.Ledger;
import org.talweg.engine.Outcome;
import org.talweg.engine.Plan;
import org.talweg.engine.RunListener;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Space;

/** Hears what happens in a run while it happens. */
class Listening {
  static final class Improvements implements RunListener {
    private int improvements = 0;

    @Override
    public void started(String run, Plan plan, long replayed) {
      System.out.println("plan: " + plan.brief());
    }

    @Override
    public void trialFinished(Trial trial, boolean improved, Ledger ledger) {
      if (improved) {
        improvements++;
        System.out.println("trial " + trial.number() + ": " + trial.point());
      }
    }

    @Override
    public void ended(Outcome<?> outcome) {
      System.out.println(improvements + " improvements in " + outcome.trials() + " trials");
    }
  }

  public static void main(String[] args) throws Exception {
    var space = Space.of(real("x", -1, 2), real("y", -1, 2));
    var problem =
        BlackBox.of(
            "distance",
            space,
            List.of(Objective.minimize("f")),
            (p, probe) -> Map.of("f", Math.hypot(p.real("x") - 1, p.real("y"))));
    var options = RunOptions.within(Budget.evaluations(50)).withListener(new Improvements());
    var outcome = Talweg.solve(problem, options);
    System.out.printf("distance %.4f%n", outcome.objective());
  }
}
