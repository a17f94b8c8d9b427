package org.talweg.papers.algoperf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.talweg.engine.Catalog;
import org.talweg.learn.train.Settings;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;
import org.talweg.papers.Context;
import org.talweg.papers.algoperf.Submission.Trial;
import org.talweg.papers.tournament.Match;
import org.talweg.papers.tournament.Profiles;
import org.talweg.papers.tournament.Profiles.Cost;
import org.talweg.papers.tournament.Profiles.Standing;
import org.talweg.papers.tournament.Studies;
import org.talweg.papers.tournament.Tournament;
import org.talweg.papers.tournament.Workload;

/**
 * The paper's rules, external tuning:
 *
 * <ol>
 *   <li>A workload's target is the median, over fresh seeds, of the best validation loss of the
 *       best of many trials of two algorithms.
 *   <li>A submission has S studies of O trials each, within 4/3 of the steps that set the target;
 *       of a study the trial that is first at the target counts, over studies the median.
 *   <li>A workload counts as missed where the submission needs more than 4 times the steps of the
 *       fastest, on it or on its variant.
 *   <li>The score is that of {@link Profiles}.
 * </ol>
 */
final class Competition {
  private Competition() {}

  /**
   * How much is run.
   *
   * @param points of each algorithm that sets targets
   * @param again runs of the best point
   * @param length of trainings, 1 for all of it
   */
  record Sizes(int points, int again, int studies, int trials, double length) {
    static final Sizes FULL = new Sizes(12, 5, 3, 5, 1);
    static final Sizes QUICK = new Sizes(1, 1, 1, 1, 0.1);
  }

  /**
   * A workload with its target, and all trials on it: solvers are submissions, seeds are studies.
   */
  record Arena(Workload workload, List<Match> trials) {
    Arena {
      trials = List.copyOf(trials);
    }

    double target() {
      return workload.target().orElseThrow();
    }

    private List<Match> of(Submission submission) {
      return trials.stream().filter(m -> m.solver().equals(submission.toString())).toList();
    }

    /** What one submission pays for the target, infinite where it misses it. */
    Map<String, Double> paid(Cost cost) {
      List<Match> studies = Studies.fastest(workload, trials, cost);
      return new Profiles(List.of(workload), studies, cost)
          .standings().stream()
              .collect(Collectors.toMap(Standing::solver, s -> s.costs().getFirst()));
    }
  }

  /** A workload and its variant. */
  record Pair(Arena base, Arena variant) {
    /** The studies on the workload that count: without those who miss it or its variant. */
    private List<Match> counted(Cost cost) {
      Set<String> sound = passed(cost);
      return Studies.fastest(base.workload(), base.trials(), cost).stream()
          .map(
              m ->
                  sound.contains(m.solver())
                      ? m
                      : new Match(
                          m.workload(), m.solver(), m.seed(), List.of(), m.seconds(), m.refused()))
          .toList();
    }

    /** Who is at the target in time. */
    Set<String> passedBase(Cost cost) {
      return near(base.workload(), Studies.fastest(base.workload(), base.trials(), cost), cost);
    }

    /** Who is on the variant too, the fastest being one of those who passed the base. */
    Set<String> passed(Cost cost) {
      Set<String> able = passedBase(cost);
      List<Match> theirs =
          Studies.fastest(variant.workload(), variant.trials(), cost).stream()
              .filter(m -> able.contains(m.solver()))
              .toList();
      return near(variant.workload(), theirs, cost);
    }

    private static Set<String> near(Workload workload, List<Match> studies, Cost cost) {
      return new Profiles(List.of(workload), studies, cost)
          .standings().stream()
              .filter(s -> s.ratios().getFirst() <= Profiles.MOST)
              .map(Standing::solver)
              .collect(Collectors.toSet());
    }
  }

  /** The standings over all workloads. */
  static Profiles profiles(List<Pair> pairs, Cost cost) {
    return new Profiles(
        pairs.stream().map(pair -> pair.base().workload()).toList(),
        pairs.stream().flatMap(pair -> pair.counted(cost).stream()).toList(),
        cost);
  }

  /**
   * The same trials in other studies: each draws so many, with replacement, from all trials of the
   * submission; the same draw on every workload and variant.
   */
  static List<Pair> redrawn(List<Pair> pairs, int studies, int trials, RandomGenerator random) {
    var draws = new EnumMap<Submission, int[][]>(Submission.class);
    int pool = pairs.getFirst().base().of(Submission.values()[0]).size();
    for (Submission submission : Submission.values()) {
      int[][] draw = new int[studies][];
      Arrays.setAll(draw, _ -> random.ints(trials, 0, pool).toArray());
      draws.put(submission, draw);
    }
    return pairs.stream()
        .map(pair -> new Pair(redrawn(pair.base(), draws), redrawn(pair.variant(), draws)))
        .toList();
  }

  private static Arena redrawn(Arena arena, Map<Submission, int[][]> draws) {
    var trials = new ArrayList<Match>();
    draws.forEach(
        (submission, studies) -> {
          List<Match> all = arena.of(submission);
          for (int s = 0; s < studies.length; s++) {
            for (int k : studies[s]) {
              trials.add(all.get(k).of(submission.toString(), s + 1));
            }
          }
        });
    return new Arena(arena.workload(), trials);
  }

  // ---------------------------------------------------------------- running

  /** Sets the target and runs all submissions. */
  static Arena run(Task task, boolean variant, long seed, Sizes sizes) throws InterruptedException {
    long steps = Math.max(8, Math.round(sizes.length() * task.steps));
    Training drawn = task.draw(Context.seed(seed, "data"), variant);
    Settings settings =
        drawn
            .settings()
            .withCheckpointEvery(2 * steps) // one, at the end
            .withJudgeEvery(Math.max(1, steps / 30));
    Training training = drawn.with(settings);
    String name = task + (variant ? ", variant" : "");
    var open = new Workload(name, training, Budget.evaluations(steps), OptionalDouble.empty());
    double target = target(open, seed, sizes);
    var workload =
        new Workload(
            name,
            training.with(settings.withTarget(target)),
            Budget.evaluations((4 * steps + 2) / 3),
            OptionalDouble.of(target));
    var matches = new ArrayList<Match>();
    for (int study = 1; study <= sizes.studies(); study++) {
      String purpose = "study " + study;
      var trials = new ArrayList<Trial>();
      for (Submission submission : Submission.values()) {
        trials.addAll(
            submission.trials(sizes.trials(), Context.seed(seed, purpose + " " + submission)));
      }
      for (Match match : run(workload, trials, List.of(Context.seed(seed, purpose)))) {
        String submission =
            trials.stream()
                .filter(t -> t.name().equals(match.solver()))
                .findFirst()
                .orElseThrow()
                .submission()
                .toString();
        matches.add(match.of(submission, study));
      }
    }
    return new Arena(workload, matches);
  }

  private static double target(Workload open, long seed, Sizes sizes) throws InterruptedException {
    List<Trial> trials =
        Stream.of(Submission.ADAMW, Submission.NESTEROV)
            .flatMap(s -> s.trials(sizes.points(), Context.seed(seed, "target " + s)).stream())
            .toList();
    Match best =
        run(open, trials, List.of(Context.seed(seed, "target"))).stream()
            .filter(Match::answered)
            .min(java.util.Comparator.comparingDouble(Match::value))
            .orElseThrow();
    List<Trial> again = trials.stream().filter(t -> t.name().equals(best.solver())).toList();
    List<Long> seeds =
        LongStream.rangeClosed(1, sizes.again())
            .mapToObj(k -> Context.seed(seed, "target again " + k))
            .toList();
    double[] values =
        run(open, again, seeds).stream()
            .mapToDouble(m -> m.answered() ? m.value() : Double.POSITIVE_INFINITY)
            .sorted()
            .toArray();
    return values[values.length / 2];
  }

  private static List<Match> run(Workload workload, List<Trial> trials, List<Long> seeds)
      throws InterruptedException {
    return new Tournament(new Catalog(List.copyOf(trials), List.of()))
        .run(List.of(workload), trials.stream().map(Trial::name).toList(), seeds, (_, _, _) -> {});
  }

  /** The largest share of workloads, of those that anybody reaches, on which one is first. */
  static double mostWins(List<Arena> arenas, Cost cost) {
    List<Map<String, Double>> paid =
        arenas.stream()
            .map(arena -> arena.paid(cost))
            .filter(all -> all.values().stream().anyMatch(Double::isFinite))
            .toList();
    return IntStream.range(0, Submission.values().length)
            .mapToObj(k -> Submission.values()[k].toString())
            .mapToLong(s -> paid.stream().filter(all -> first(s, all)).count())
            .max()
            .orElse(0)
        / (double) paid.size();
  }

  private static boolean first(String submission, Map<String, Double> paid) {
    double own = paid.getOrDefault(submission, Double.POSITIVE_INFINITY);
    return paid.values().stream().allMatch(other -> own <= other);
  }
}
