package org.talweg.search.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Run;
import org.talweg.engine.journal.PointJson;
import org.talweg.model.AssessmentException;
import org.talweg.model.Point;
import org.talweg.model.Resource;
import org.talweg.search.ranking.Ranking.Unreadable;

/**
 * The rankings of one run: puts questions to the oracle through the run, which journals the
 * answers, charges one evaluation for each, and offers whatever the oracle prefers to the
 * incumbent.
 *
 * <p>What a solver's candidates stand for does not show: equal ones are shown once, those that
 * violate known constraints are not shown and rank last, and the order in which the others are
 * shown depends on nothing but the set of them. So permuting the candidates permutes the answer,
 * and the same set is never asked twice.
 */
public final class Interview {
  /** Rankings in a row that needed no question, after which nothing is left to ask. */
  private static final int FREE_ANSWERS = 1_000;

  private final RankingProblem problem;
  private final Run<Preferred> run;
  private final Map<String, Ranking> known = new HashMap<>();
  private @Nullable Point incumbent;
  private int succession = 0;
  private int freeAnswers = 0;

  public Interview(RankingProblem problem, Run<Preferred> run) {
    this.problem = problem;
    this.run = run;
  }

  /** Whether the budget is spent, the run cancelled, or nothing left to ask: return soon. */
  public boolean over() {
    return run.over() || freeAnswers >= FREE_ANSWERS;
  }

  /** The point that the oracle prefers so far, null before the first ranking. */
  public @Nullable Point incumbent() {
    return incumbent;
  }

  /** Orders the candidates completely, or as far as the problem's oracle goes. */
  public Ranking rank(List<Point> candidates) throws InterruptedException {
    return rank(candidates, problem.wanted());
  }

  /** Orders the candidates; at least the best {@code wanted} are to be told apart. */
  public Ranking rank(List<Point> candidates, int wanted) throws InterruptedException {
    var texts = new LinkedHashMap<String, Point>();
    for (Point candidate : candidates) {
      if (problem.space().violation(candidate) == 0) {
        texts.putIfAbsent(PointJson.write(candidate), candidate);
      }
    }
    List<String> shown = blind(texts.keySet());
    List<Point> points = shown.stream().map(texts::get).toList();
    Map<Point, Integer> levels = new HashMap<>();
    freeAnswers++;
    Ranking answer = shown.size() < 2 ? null : ask(shown, points, Math.min(wanted, shown.size()));
    for (int i = 0; i < points.size(); i++) {
      levels.put(points.get(i), answer == null ? 0 : answer.level(i));
    }
    if (!points.isEmpty()) {
      succeed(candidates, levels);
    }
    int last = levels.values().stream().mapToInt(level -> level + 1).max().orElse(0);
    return new Ranking(candidates.stream().map(c -> levels.getOrDefault(c, last)).toList());
  }

  /**
   * The best of any number of candidates, in as many rankings as it takes when the best so far
   * meets the next ones; the first of them where several are best.
   *
   * @return its place among the candidates
   */
  public int best(List<Point> candidates) throws InterruptedException {
    int best = 0;
    for (int from = 1; from < candidates.size() && !over(); from += problem.shown() - 1) {
      int to = Math.min(candidates.size(), from + problem.shown() - 1);
      var group = new ArrayList<>(List.of(candidates.get(best)));
      group.addAll(candidates.subList(from, to));
      int winner = rank(group, 1).best().getFirst();
      best = winner == 0 ? best : from + winner - 1;
    }
    return best;
  }

  /** In an order that depends on the set alone, and is not that of any parameter. */
  private static List<String> blind(Iterable<String> texts) {
    var shown = new ArrayList<String>();
    texts.forEach(shown::add);
    shown.sort(Comparator.naturalOrder());
    var random = new SplittableRandom(shown.hashCode());
    for (int i = shown.size() - 1; i > 0; i--) {
      Collections.swap(shown, i, random.nextInt(i + 1));
    }
    return shown;
  }

  private Ranking ask(List<String> shown, List<Point> points, int wanted)
      throws InterruptedException {
    String question = "best " + wanted + " of " + shown;
    Ranking before = known.get(question);
    if (before != null) {
      return before;
    }
    freeAnswers = 0;
    String answer =
        run.answer(
            question, answered -> problem.oracle().rank(points, wanted, answered).toString());
    run.charge(Resource.EVALUATIONS, 1);
    try {
      Ranking ranking = Ranking.parse(answer, points.size());
      known.put(question, ranking);
      return ranking;
    } catch (Unreadable e) {
      throw new IllegalStateException("the recorded answer '" + answer + "' is no ranking", e);
    }
  }

  /** The incumbent changes where it was among the candidates and is not among the best. */
  private void succeed(List<Point> candidates, Map<Point, Integer> levels)
      throws InterruptedException {
    Point before = incumbent;
    if (before != null && levels.getOrDefault(before, 0) == 0) {
      return;
    }
    Point best =
        candidates.stream().filter(c -> levels.getOrDefault(c, 1) == 0).findFirst().orElseThrow();
    incumbent = best;
    succession++;
    try {
      var unused = run.offer(new Preferred(best, succession));
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }
}
