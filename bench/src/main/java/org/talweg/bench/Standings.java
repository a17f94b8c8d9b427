package org.talweg.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.talweg.papers.Spread;

/**
 * What a benchmark comes to.
 *
 * <p>On one problem a solver is summed up by the median and quartiles over its seeds. Problems are
 * made comparable by the planner's measure of reach, log10(random gap / gap) / 6 between 0 and 1,
 * and by rank. Over several problems reach is the mean of the problems' medians. Where a solver
 * refuses a problem its reach there is 0 and its rank the last.
 */
public final class Standings {
  /** How far the planner may stay behind the best single solver. */
  public static final double ALLOWED = 0.10;

  /** A problem with the runs on it, by solver. */
  public record OnProblem(
      String suite,
      String problem,
      int dimension,
      double randomGap,
      Map<String, List<Finished>> bySolver) {
    /** The gaps at a checkpoint, over seeds; {@link Spread#NONE} where the solver refused. */
    public Spread gap(String solver, int checkpoint) {
      return spread(solver, run -> run.gaps().get(checkpoint));
    }

    /** The median reach at a checkpoint, 0 where the solver refused. */
    public double reach(String solver, int checkpoint) {
      Spread spread = spread(solver, run -> run.reach(checkpoint));
      return spread.n() == 0 ? 0 : spread.median();
    }

    private Spread spread(String solver, ToDoubleFunction<Finished> value) {
      double[] values =
          bySolver.getOrDefault(solver, List.of()).stream()
              .filter(Finished::ran)
              .mapToDouble(value)
              .toArray();
      return values.length == 0 ? Spread.NONE : Spread.of(values);
    }

    /** 1 for the least median gap; the mean of the places that equal gaps share. */
    double rank(String solver, int checkpoint) {
      double own = placed(solver, checkpoint);
      int better = 0;
      int equal = 0;
      for (String other : bySolver.keySet()) {
        double gap = placed(other, checkpoint);
        if (gap < own) {
          better++;
        } else if (gap == own) {
          equal++;
        }
      }
      return better + (equal + 1) / 2.0;
    }

    private double placed(String solver, int checkpoint) {
      Spread gap = gap(solver, checkpoint);
      return gap.n() == 0 ? Double.MAX_VALUE : Math.min(gap.median(), Double.MAX_VALUE / 2);
    }
  }

  /**
   * A solver over several problems.
   *
   * @param ran on how many problems
   * @param regret per checkpoint, over problems: the median gap in units of the random gap
   * @param reach per checkpoint, the mean over problems
   * @param rank the mean over problems at the last checkpoint
   * @param milliseconds per suggestion, the median over runs
   * @param lastMilliseconds the same over the last tenth of each run
   */
  public record Line(
      String solver,
      int ran,
      List<Spread> regret,
      List<Double> reach,
      double rank,
      double milliseconds,
      double lastMilliseconds) {}

  /**
   * The planner against a solver picked by hand.
   *
   * @param single the solver with the greatest mean reach
   */
  public record Planner(double reach, String single, double singleReach) {
    /** Whether it stays within the allowed share. */
    public boolean holds() {
      return reach >= (1 - ALLOWED) * singleReach;
    }

    /** Its reach as a share of the single solver's. */
    public double ratio() {
      return singleReach == 0 ? 1 : reach / singleReach;
    }
  }

  private final Contest contest;
  private final List<OnProblem> problems;

  private Standings(Contest contest, List<OnProblem> problems) {
    this.contest = contest;
    this.problems = problems;
  }

  /** Those of the runs; solvers that ran nowhere are left out. */
  public static Standings of(Contest contest, List<Finished> runs) {
    var problems = new LinkedHashMap<String, OnProblem>();
    for (Finished run : runs) {
      OnProblem on =
          problems.computeIfAbsent(
              run.suite() + "/" + run.problem(),
              id ->
                  new OnProblem(
                      run.suite(),
                      run.problem(),
                      run.dimension(),
                      runs.stream()
                          .filter(r -> r.ran() && (r.suite() + "/" + r.problem()).equals(id))
                          .mapToDouble(Finished::randomGap)
                          .findFirst()
                          .orElse(Double.NaN),
                      new LinkedHashMap<>()));
      on.bySolver().computeIfAbsent(run.solver(), solver -> new ArrayList<>()).add(run);
    }
    return new Standings(contest, List.copyOf(problems.values()));
  }

  public Contest contest() {
    return contest;
  }

  public List<OnProblem> problems() {
    return problems;
  }

  /** The problems of a suite. */
  public List<OnProblem> problems(String suite) {
    return problems.stream().filter(p -> p.suite().equals(suite)).toList();
  }

  /** The suites that have runs. */
  public List<String> suites() {
    var suites = new LinkedHashSet<String>();
    problems.forEach(problem -> suites.add(problem.suite()));
    return List.copyOf(suites);
  }

  /** The solvers over the problems, the farthest reaching first; those that ran nowhere last. */
  public List<Line> lines(List<OnProblem> some) {
    int last = contest.checkpoints().size() - 1;
    return contest.solvers().stream()
        .map(solver -> line(solver, some))
        .sorted(
            Comparator.comparing((Line line) -> line.ran() == 0)
                .thenComparingDouble(line -> -line.reach().get(last)))
        .toList();
  }

  private Line line(String solver, List<OnProblem> some) {
    var regret = new ArrayList<Spread>();
    var reach = new ArrayList<Double>();
    int checkpoints = contest.checkpoints().size();
    for (int i = 0; i < checkpoints; i++) {
      int checkpoint = i;
      double[] gaps =
          some.stream()
              .filter(p -> p.gap(solver, checkpoint).n() > 0)
              .mapToDouble(p -> p.gap(solver, checkpoint).median() / p.randomGap())
              .toArray();
      regret.add(gaps.length == 0 ? Spread.NONE : Spread.of(gaps));
      reach.add(some.stream().mapToDouble(p -> p.reach(solver, checkpoint)).average().orElse(0));
    }
    List<Finished> runs =
        some.stream()
            .flatMap(p -> p.bySolver().getOrDefault(solver, List.of()).stream())
            .filter(Finished::ran)
            .toList();
    return new Line(
        solver,
        (int) some.stream().filter(p -> p.gap(solver, 0).n() > 0).count(),
        regret,
        reach,
        some.stream().mapToDouble(p -> p.rank(solver, checkpoints - 1)).average().orElse(0),
        median(runs, Finished::milliseconds),
        median(runs, Finished::lastMilliseconds));
  }

  private static double median(List<Finished> runs, ToDoubleFunction<Finished> value) {
    double[] values = runs.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).toArray();
    return values.length == 0 ? Double.NaN : Spread.of(values).median();
  }

  /**
   * The planner against the best single solver over the problems, at a checkpoint; empty where one
   * of them did not take part. Peers of other projects are no choice of the planner's and do not
   * count.
   */
  public Optional<Planner> planner(List<OnProblem> some, int checkpoint, Peers peers) {
    if (!contest.solvers().contains(Contestant.PLANNER) || some.isEmpty()) {
      return Optional.empty();
    }
    return contest.solvers().stream()
        .filter(solver -> !solver.equals(Contestant.PLANNER) && !peers.knows(solver))
        .map(solver -> line(solver, some))
        .filter(line -> line.ran() > 0)
        .max(Comparator.comparingDouble(line -> line.reach().get(checkpoint)))
        .map(
            best ->
                new Planner(
                    line(Contestant.PLANNER, some).reach().get(checkpoint),
                    best.solver(),
                    best.reach().get(checkpoint)));
  }

  /** The mean over suites of how much of its suite's best single solver the planner reaches. */
  public OptionalDouble meanRatio(int checkpoint, Peers peers) {
    return suites().stream()
        .flatMap(suite -> planner(problems(suite), checkpoint, peers).stream())
        .mapToDouble(Planner::ratio)
        .average();
  }
}
