package org.talweg.engine.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Recommender;
import org.talweg.engine.Recommender.Candidate;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;

/**
 * The answer of a run whose one objective is noisy: the point that a {@link Recommender} expects
 * the best of, assessed by the mean of its measurements.
 *
 * @param trial the first one at that point
 * @param words why that point
 */
record Answer(long trial, Solution<Point> solution, String words) {
  /** Empty without noise, with several objectives, and where no point is feasible on average. */
  static Optional<Answer> of(BlackBox problem, List<Trial> trials) {
    if (!problem.noise().present() || problem.objectives().size() > 1) {
      return Optional.empty();
    }
    var byPoint = new LinkedHashMap<Point, List<Trial>>();
    for (Trial trial : trials) {
      if (trial.proposal().full() && trial.assessment().isPresent()) {
        byPoint.computeIfAbsent(trial.point(), _ -> new ArrayList<>()).add(trial);
      }
    }
    var solutions = new ArrayList<Solution<Point>>();
    var candidates = new ArrayList<Candidate>();
    byPoint.forEach(
        (point, measured) ->
            mean(problem, point, measured)
                .filter(Assessment::feasible)
                .ifPresent(
                    mean -> {
                      solutions.add(new Solution<>(point, mean));
                      candidates.add(new Candidate(point, values(measured)));
                    }));
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    return ServiceLoader.load(Recommender.class, Answer.class.getClassLoader())
        .findFirst()
        .flatMap(recommender -> recommender.choose(problem, candidates))
        .map(
            choice -> {
              Solution<Point> solution = solutions.get(choice.candidate());
              List<Trial> measured = byPoint.getOrDefault(solution.solution(), List.of());
              return new Answer(
                  measured.getFirst().number(), solution, words(measured, choice, candidates));
            });
  }

  private static List<Double> values(List<Trial> measured) {
    return measured.stream().map(trial -> trial.assessment().orElseThrow().objective()).toList();
  }

  /** What the problem says of the mean of every quantity. */
  private static Optional<Assessment> mean(BlackBox problem, Point point, List<Trial> measured) {
    if (measured.size() == 1) {
      return measured.getFirst().assessment();
    }
    var sums = new LinkedHashMap<String, Double>();
    for (Trial trial : measured) {
      trial
          .assessment()
          .orElseThrow()
          .quantities()
          .forEach((q, v) -> sums.merge(q, v, Double::sum));
    }
    sums.replaceAll((_, sum) -> sum / measured.size());
    try {
      return Optional.of(problem.judge(point, sums));
    } catch (AssessmentException e) {
      return Optional.empty();
    }
  }

  private static String words(
      List<Trial> measured, Recommender.Choice choice, List<Candidate> candidates) {
    return String.format(
        Locale.ROOT,
        "Of %d points measured, a model of them all expects the best of this one: %.6g ± %.2g; %s",
        candidates.size(),
        choice.expected(),
        choice.deviation(),
        measured.size() == 1
            ? "the value shown is its one measurement"
            : "the value shown is the mean of its " + measured.size() + " measurements");
  }
}
