import static org.talweg.model.Parameter.integer;
import static org.talweg.model.Parameter.real;

import java.util.List;
import java.util.Map;
import org.talweg.engine.AskTell;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Space;

/** Owns the loop: asks for a point, evaluates it where it likes, and tells what was measured. */
class AskAndTell {
  public static void main(String[] args) {
    var space = Space.of(real("rate", -3, 3), integer("size", 0, 10));
    var problem =
        BlackBox.of("mine", space, List.of(Objective.minimize("loss")), (p, probe) -> Map.of());
    try (var study = AskTell.of(problem, Budget.evaluations(60), 1)) {
      for (var asked = study.ask(); asked.isPresent(); asked = study.ask()) {
        var point = asked.get().point();
        double loss = Math.pow(point.real("rate") - 1, 2) + Math.abs(point.integer("size") - 7);
        study.tell(asked.get().number(), Map.of("loss", loss));
      }
      var best = study.best().orElseThrow();
      System.out.printf(
          "%s has loss %.3f%n", best.solution(), best.assessment().objectives().getFirst());
    }
  }
}
