package org.talweg.papers.learningtorelax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.papers.Figure;
import org.talweg.search.sequence.Schedule;
import org.talweg.search.sequence.SequenceProblem;

/**
 * The methods and the best choices in hindsight on one sequence.
 *
 * @param totals iterations per method
 * @param fixed iterations per omega of the grid
 * @param instanceOptimal iterations with the best omega of the grid for each instance
 * @param lastToFirst iterations in the last fifth by those in the first, of tsallis-inf
 */
record SequenceStudy(
    int instances,
    Map<String, Double> totals,
    double[] fixed,
    double instanceOptimal,
    double lastToFirst) {
  static final String HEAT = "heat equation";
  static final String TO_UNPRECONDITIONED =
      "iterations relative to conjugate gradients without preconditioner, " + HEAT;
  private static final List<String> METHODS =
      List.of(
          "cheb-cb", "tsallis-inf-cb", "tsallis-inf", "explore-then-commit", "random-parameter");

  static String toBestFixed(String on) {
    return "iterations relative to the best fixed omega, " + on;
  }

  static String toInstanceOptimal(String on) {
    return "iterations relative to the best omega for each instance, " + on;
  }

  static String toYoung(String on) {
    return "iterations relative to Young's optimum, " + on;
  }

  static String toFixed(String on, String omega) {
    return "iterations relative to omega = " + omega + ", " + on;
  }

  static String lastToFirst(String on) {
    return "last fifth of the sequence relative to the first, " + on;
  }

  static SequenceStudy measure(SequenceProblem problem, long seed)
      throws InterruptedException, AssessmentException {
    List<Double> grid = problem.grid();
    double[] fixed = new double[grid.size()];
    double optimal = 0;
    for (int t = 0; t < problem.instances(); t++) {
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < fixed.length; i++) {
        double cost = problem.cost(t, grid.get(i));
        fixed[i] += cost;
        best = Math.min(best, cost);
      }
      optimal += best;
    }
    var totals = new LinkedHashMap<String, Double>();
    double lastToFirst = 0;
    for (String method : METHODS) {
      var options =
          RunOptions.within(Budget.evaluations(problem.instances()))
              .withSolver(method)
              .withSeed(seed);
      var solution = Talweg.solve(problem, options).best().orElseThrow();
      totals.put(method, solution.assessment().objective());
      if (method.equals("tsallis-inf")) {
        lastToFirst = lastToFirst(problem, solution.solution());
      }
    }
    return new SequenceStudy(problem.instances(), totals, fixed, optimal, lastToFirst);
  }

  private static double lastToFirst(SequenceProblem problem, Schedule schedule)
      throws AssessmentException, InterruptedException {
    int fifth = problem.instances() / 5;
    double first = 0;
    double last = 0;
    for (int t = 0; t < fifth; t++) {
      first += problem.cost(t, schedule.parameters().get(t));
      int back = problem.instances() - 1 - t;
      last += problem.cost(back, schedule.parameters().get(back));
    }
    return last / first;
  }

  /** The grid's index of the omega with the least total over all studies. */
  private static int bestFixed(List<SequenceStudy> studies) {
    int best = 0;
    for (int i = 1; i < LearningToRelax.GRID.size(); i++) {
      int here = i;
      int before = best;
      if (sum(studies, s -> s.fixed[here]) < sum(studies, s -> s.fixed[before])) {
        best = i;
      }
    }
    return best;
  }

  private static double sum(List<SequenceStudy> studies, ToDoubleFunction<SequenceStudy> value) {
    return studies.stream().mapToDouble(value).sum();
  }

  /** The figures on one kind of sequence. */
  static List<Figure> figures(String on, List<SequenceStudy> studies) {
    var figures = new ArrayList<Figure>();
    for (int i = 0; i < LearningToRelax.GRID.size(); i++) {
      int here = i;
      String method =
          String.format(Locale.ROOT, "omega = %.2f, fixed", LearningToRelax.GRID.get(i));
      figures.add(mean(on, method, studies, s -> s.fixed[here]));
    }
    figures.add(mean(on, "best omega for each instance", studies, s -> s.instanceOptimal));
    for (String method : METHODS) {
      figures.add(mean(on, method, studies, s -> s.total(method)));
    }
    int best = bestFixed(studies);
    figures.addAll(relative(toBestFixed(on), studies, values(studies, s -> s.fixed[best])));
    figures.addAll(
        relative(toInstanceOptimal(on), studies, values(studies, s -> s.instanceOptimal)));
    for (int i : on.equals(HEAT) ? new int[0] : new int[] {0, 4, 8}) {
      String omega = String.format(Locale.ROOT, "%.2f", LearningToRelax.GRID.get(i));
      figures.addAll(relative(toFixed(on, omega), studies, values(studies, s -> s.fixed[i])));
    }
    figures.add(
        Figure.mean(
            lastToFirst(on), "tsallis-inf", "", values(studies, SequenceStudy::lastToFirst)));
    return figures;
  }

  /** Every method's total by that. */
  static List<Figure> relative(String quantity, List<SequenceStudy> studies, double[] to) {
    return METHODS.stream()
        .map(method -> Figure.ratio(quantity, method, values(studies, s -> s.total(method)), to))
        .toList();
  }

  private double total(String method) {
    Double total = totals.get(method);
    return total == null ? Double.NaN : total;
  }

  private static Figure mean(
      String on,
      String method,
      List<SequenceStudy> studies,
      ToDoubleFunction<SequenceStudy> value) {
    return Figure.mean(
        "iterations per system, " + on,
        method,
        "",
        values(studies, s -> value.applyAsDouble(s) / s.instances));
  }

  private static double[] values(
      List<SequenceStudy> studies, ToDoubleFunction<SequenceStudy> value) {
    return studies.stream().mapToDouble(value).toArray();
  }
}
