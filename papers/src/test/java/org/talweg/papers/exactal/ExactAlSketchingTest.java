package org.talweg.papers.exactal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.talweg.papers.Claim;
import org.talweg.program.Nlp;
import org.talweg.program.Program;
import org.talweg.program.augmented.SketchNewton;
import org.talweg.program.augmented.SketchNewton.Settings;
import org.talweg.program.augmented.SketchNewton.Sketch;

class ExactAlSketchingTest {
  private static SketchNewton.Trace exactly(Nlp nlp) {
    return SketchNewton.minimise(
        nlp,
        nlp.start(),
        Settings.published(Sketch.EXACT).withTolerance(1e-9),
        new SplittableRandom(1),
        () -> false);
  }

  @Test
  void claimsHaveDifferentNames() {
    List<String> names = new ExactAlSketching().claims().stream().map(Claim::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void theProblemsHaveTheirPublishedOptima() {
    double[] published = {0, -1.7320508076, 0, -0.25, 13.8578643763, 0, 0.2415051288, -2.9197004};
    List<Program> problems = EquationProblems.hockSchittkowski();
    for (int i = 0; i < published.length; i++) {
      Nlp nlp = problems.get(i).nlp();
      double[] x = exactly(nlp).point().x();
      assertThat(nlp.objective(x)).as(problems.get(i).name()).isCloseTo(published[i], within(1e-6));
    }
  }

  @Test
  void theModelsAreSolvedByExactSteps() {
    for (Program program :
        List.of(
            EquationProblems.logistic(new SplittableRandom(3), 14, 60),
            EquationProblems.control(3))) {
      assertThat(exactly(program.nlp()).ending()).as(program.name()).isEqualTo("converged");
    }
  }
}
