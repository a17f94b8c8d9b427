import static org.talweg.model.Parameter.real;

import java.util.List;
import java.util.Map;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Space;

/**
 * Two objectives with constraints (Binh and Korn): a cantilever's cost against its error. One
 * constraint is over the variables and known beforehand, the other over what was measured.
 */
class Front {
  public static void main(String[] args) throws Exception {
    var space = Space.of(real("x", 0, 5), real("y", 0, 3)).subjectTo("(x - 5)^2 + y^2 <= 25");
    var problem =
        BlackBox.of(
                "binh-korn",
                space,
                List.of(Objective.minimize("cost"), Objective.minimize("error")),
                (p, probe) -> {
                  double x = p.real("x");
                  double y = p.real("y");
                  return Map.of(
                      "cost", 4 * x * x + 4 * y * y,
                      "error", Math.pow(x - 5, 2) + Math.pow(y - 5, 2),
                      "gap", Math.pow(x - 8, 2) + Math.pow(y + 3, 2));
                })
            .subjectTo("gap >= 7.7");
    var outcome = Talweg.solve(problem, RunOptions.within(Budget.evaluations(200)).withSeed(1));
    for (var member : outcome.front()) {
      System.out.println(member.solution() + " " + member.assessment().objectives());
    }
    System.out.println("front of " + outcome.front().size() + " feasible solutions");
  }
}
