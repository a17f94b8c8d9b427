package org.talweg.papers.algoperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;
import org.talweg.papers.QuickRun;
import org.talweg.papers.algoperf.Competition.Arena;
import org.talweg.papers.algoperf.Competition.Pair;
import org.talweg.papers.tournament.Match;
import org.talweg.papers.tournament.Profiles;
import org.talweg.papers.tournament.Profiles.Cost;
import org.talweg.papers.tournament.Workload;

class AlgoPerfPaperTest {
  @Test
  void aQuickRunMeasuresEveryFigureAndJudgesEveryClaim() throws Exception {
    QuickRun.measuresEveryFigure(new AlgoPerfPaper());
  }

  private static double loss(Training training) {
    try (var scope = new PointerScope();
        Params w = training.begin(3)) {
      long[] some = LongStream.range(0, 32).toArray();
      return training.loss(w, training.examples().batch(some)).item_double();
    }
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void aSeedDrawsAWorkloadAndItsVariantDiffers(Task task) {
    double base = loss(task.draw(5, false));
    assertThat(base).isPositive().isFinite().isEqualTo(loss(task.draw(5, false)));
    assertThat(loss(task.draw(5, true))).isPositive().isFinite().isNotEqualTo(base);
  }

  @Test
  void aSubmissionSearchesOneSpaceAndTheSameSeedThePointsAgain() {
    List<Double> rates =
        Submission.ADAMW.trials(16, 2).stream().map(Submission.Trial::rate).toList();
    assertThat(rates).allMatch(rate -> rate >= 1e-3 && rate <= 1e-1).doesNotHaveDuplicates();
    assertThat(rates).filteredOn(rate -> rate < 1e-2).hasSize(8);
    assertThat(Submission.ADAMW.trials(16, 2)).extracting(Submission.Trial::rate).isEqualTo(rates);
  }

  private static Arena arena(Training like, String name, double... steps) {
    var workload = new Workload(name, like, Budget.evaluations(100), OptionalDouble.of(1));
    var trials = new java.util.ArrayList<Match>();
    for (int s = 0; s < steps.length; s++) {
      List<Match.Step> course =
          Double.isNaN(steps[s]) ? List.of() : List.of(new Match.Step(1, (long) steps[s], 1));
      trials.add(new Match(name, Submission.values()[s].toString(), 1, course, 1, ""));
    }
    return new Arena(workload, trials);
  }

  @Test
  void aWorkloadIsLostByWhoMissesTheVariantOrIsFourTimesAsSlow() {
    Training like = Task.RARE.draw(1, false);
    double never = Double.NaN;
    var pair =
        new Pair(
            arena(like, "w", 10, 20, 50, never, 10, 20),
            arena(like, "v", 10, 41, 10, 1, never, 30));
    // The first is the fastest on the variant, since the third is not within four times on the
    // workload and the fourth misses it.
    assertThat(pair.passedBase(Cost.EVALUATIONS))
        .containsExactlyInAnyOrder("momentum", "Nesterov", "AdaBelief", "Lion");
    assertThat(pair.passed(Cost.EVALUATIONS)).containsExactlyInAnyOrder("momentum", "Lion");
    List<Profiles.Standing> standings =
        Competition.profiles(List.of(pair), Cost.EVALUATIONS).standings();
    assertThat(standings.getFirst().solver()).isEqualTo("momentum");
    assertThat(standings.get(1).ratios()).containsExactly(2.0);
    assertThat(standings.subList(2, 6)).allMatch(s -> s.score() == 0);
  }
}
